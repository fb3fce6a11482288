import { spawn } from "node:child_process";
import { closeSync, mkdtempSync, openSync, rmSync, writeSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { parseArgs } from "node:util";
import { createRecorder, foldDeltas, insertExecutions, isRecordFault, type Recorder } from "@/lib/executions";
import { executionRecord, pendingOf } from "@/lib/executions/test-executions";
import { insertTestOrganization, openTestDatabase } from "@/lib/platform/db/test-database";
import { createLog } from "@/lib/platform/log";
import { printTable, quantile } from "./support/print-table";

/**
 * What recording costs a request, how fast rows reach the database, and that kill -9 loses none:
 * `--rows 20000 --kills 3 [--postgres]`. Baselines: writing the bare line, and one INSERT a row.
 */
const { values } = parseArgs({
  options: {
    rows: { type: "string", default: "20000" },
    kills: { type: "string", default: "3" },
    postgres: { type: "boolean", default: false },
  },
});
const rows = Number(values.rows);
const log = createLog({ level: "silent", isReadable: false });
const database = await openTestDatabase(values.postgres ? "postgres" : "embedded");
const folder = mkdtempSync(path.join(os.tmpdir(), "gym-bench-recording-"));

try {
  const organizationId = await insertTestOrganization(database.db);
  const recorder = start("bench");
  const openMicros: number[] = [];
  const settleMicros: number[] = [];
  const startedMs = performance.now();
  for (let index = 0; index < rows; index++) {
    const record = executionRecord(organizationId);
    const pending = pendingOf(record);
    openMicros.push(microsOf(() => recorder.open(pending)));
    settleMicros.push(microsOf(() => recorder.settle(record)));
    if (index % 200 === 0) await sleep(0);
  }
  await recorder.flush();
  const flushedPerSecond = (rows / (performance.now() - startedMs)) * 1_000;
  await recorder.stop();

  const line = `${JSON.stringify(executionRecord(organizationId))}\n`;
  const descriptor = openSync(path.join(folder, "baseline"), "a");
  const bareMicros = Array.from({ length: rows }, () => microsOf(() => void writeSync(descriptor, line)));
  closeSync(descriptor);
  const oneByOne = Math.min(500, rows);
  const oneByOneMs = performance.now();
  for (let index = 0; index < oneByOne; index++) await insertExecutions(database.db, [executionRecord(organizationId)]);
  const oneByOnePerSecond = (oneByOne / (performance.now() - oneByOneMs)) * 1_000;

  const kills: { acknowledged: number; lost: number; twice: number }[] = [];
  for (let round = 0; round < Number(values.kills); round++) kills.push(await killAndRecover(organizationId, round));

  printTable("One record, microseconds", [
    { what: "open", p50: quantile(openMicros, 0.5), p95: quantile(openMicros, 0.95) },
    { what: "settle", p50: quantile(settleMicros, 0.5), p95: quantile(settleMicros, 0.95) },
    { what: "baseline: write the line", p50: quantile(bareMicros, 0.5), p95: quantile(bareMicros, 0.95) },
  ]);
  printTable("Rows stored per second", [
    { what: "recorder, open and settle", rows: flushedPerSecond },
    { what: "baseline: one by one", rows: oneByOnePerSecond },
  ]);
  printTable("kill -9 while settling", kills);
  console.log(
    JSON.stringify({
      bench: "recording",
      database: database.kind,
      settleMicrosP50: quantile(settleMicros, 0.5),
      settleMicrosP95: quantile(settleMicros, 0.95),
      rowsPerSecond: flushedPerSecond,
      oneByOnePerSecond,
      acknowledged: kills.reduce((sum, { acknowledged }) => sum + acknowledged, 0),
      lost: kills.reduce((sum, { lost }) => sum + lost, 0),
      countedTwice: kills.reduce((sum, { twice }) => sum + twice, 0),
    }),
  );
} finally {
  await database.close();
  rmSync(folder, { recursive: true, force: true });
}

function start(name: string): Recorder {
  return createRecorder({
    folder,
    owner: { pid: process.pid, start: name },
    isProcessAlive: ({ pid }) => pid === process.pid,
    now: () => new Date(),
    log,
    store: (records) => insertExecutions(database.db, records),
    isTransient: (error) => !isRecordFault(error),
  });
}

function microsOf(work: () => void): number {
  const beforeMs = performance.now();
  work();
  return (performance.now() - beforeMs) * 1_000;
}

/** Kills a process at work, starts a recorder on what it left, and compares with what it had acknowledged. */
async function killAndRecover(
  organizationId: string,
  round: number,
): Promise<{ acknowledged: number; lost: number; twice: number }> {
  const before = await countsOf(organizationId);
  const child = spawn(
    process.execPath,
    ["--import", "tsx", "bench/support/settling-process.ts", folder, organizationId],
    {
      stdio: ["ignore", "pipe", "inherit"],
    },
  );
  const ended = new Promise((resolve) => child.once("close", resolve));
  let output = "";
  await new Promise<void>((resolve) => {
    child.stdout.on("data", (chunk) => {
      output += String(chunk);
      if (output.length > 37 * 3_000 * (round + 1)) resolve();
    });
  });
  child.kill("SIGKILL");
  await ended;
  const ids = output.split("\n").slice(0, -1);
  const recorder = start(`recovery${round}`);
  let stored = 0;
  for (let wait = 0; wait < 300 && stored < ids.length; wait++) {
    await sleep(200);
    stored = await database.db.execution.count({
      where: { organizationId, id: { in: ids.slice(0, 30_000) }, status: "success" },
    });
    if (ids.length > 30_000) throw new Error("too many ids for one query");
  }
  await sleep(1_000);
  await recorder.stop();
  const after = await countsOf(organizationId);
  return {
    acknowledged: ids.length,
    lost: ids.length - stored,
    twice: after.rollups - before.rollups - (after.rows - before.rows),
  };
}

/** Executions in the table and in the rollups. */
async function countsOf(organizationId: string): Promise<{ rows: number; rollups: number }> {
  const rowCount = await database.db.execution.count({ where: { organizationId, NOT: { status: "pending" } } });
  await foldDeltas(database.db);
  const { _sum } = await database.db.executionRollup.aggregate({
    where: { organizationId, unit: "day", label: "" },
    _sum: { count: true },
  });
  return { rows: rowCount, rollups: _sum.count ?? 0 };
}
