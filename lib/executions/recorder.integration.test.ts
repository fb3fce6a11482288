import { spawn, execFileSync } from "node:child_process";
import { appendFileSync, mkdtempSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { beforeEach, describe, expect, it, onTestFinished, vi } from "vitest";
import { newId } from "@/lib/platform/ids";
import { createLog } from "@/lib/platform/log";
import { createRecorder, type Recorder, type RecorderOptions } from "./recorder";
import type { ExecutionRecord } from "./schemas";
import { executionRecord, pendingOf } from "./test-executions";

const organizationId = newId();
const log = createLog({ level: "silent", isReadable: false });

/** Keeps what the database would: a settled record stays as it is. */
class Stored {
  readonly byId = new Map<string, ExecutionRecord>();
  readonly batches: number[] = [];
  failure: Error | null = null;
  readonly store = async (records: readonly ExecutionRecord[]) => {
    this.batches.push(records.length);
    await new Promise((resolve) => setImmediate(resolve));
    if (this.failure) throw this.failure;
    const poison = records.find((record) => record.taskSlug === "poison");
    if (poison) throw new Error("value out of range");
    for (const record of records) {
      const known = this.byId.get(record.id);
      if (!known || known.status === "pending") this.byId.set(record.id, record);
    }
  };
  get statuses(): string[] {
    return [...this.byId.values()].map((record) => record.status);
  }
}

const away = new Error("the database is away");

let folder: string;
let stored: Stored;

beforeEach(() => {
  folder = mkdtempSync(path.join(os.tmpdir(), "gym-recorder-"));
  stored = new Stored();
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
});

let starts = 0;

/** A recorder of a process of its own. Its timer is slow unless told otherwise, so that a test says when to flush. */
function start(options: Partial<RecorderOptions> = {}): Recorder {
  const recorder = createRecorder({
    folder,
    owner: { pid: process.pid, start: `start${starts++}` },
    isProcessAlive: ({ start }) => start === "alive",
    now: () => new Date(),
    log,
    store: stored.store,
    isTransient: (error) => error === away,
    flushIntervalMs: 3_600_000,
    ...options,
  });
  onTestFinished(() => recorder.stop());
  return recorder;
}

const record = (changes: Partial<ExecutionRecord> = {}) => executionRecord(organizationId, changes);

/** Starts a recorder after a crash and waits until it has read back what was left. */
async function recover(): Promise<void> {
  start({ owner: { pid: process.pid, start: "alive" }, flushIntervalMs: 10 });
  await vi.waitFor(() => expect(spoolFiles().filter((name) => !name.includes("-alive-"))).toEqual([]), 20_000);
}

const spoolFiles = () => readdirSync(folder).filter((name) => /^\d+-/.test(name));

describe("the recorder", () => {
  it("stores what was settled before a flush, also while another flush is under way", async () => {
    const recorder = start();
    recorder.settle(record());
    const first = recorder.flush();
    await new Promise((resolve) => setImmediate(resolve));
    await new Promise((resolve) => setImmediate(resolve));
    const late = record();
    recorder.settle(late);
    await recorder.flush();
    expect(stored.byId.has(late.id)).toBe(true);
    await first;
  });

  it("leaves no file behind when everything is stored", async () => {
    const recorder = start();
    for (let count = 0; count < 20; count++) {
      const one = record();
      recorder.open(pendingOf(one));
      recorder.settle(one);
    }
    await recorder.stop();
    expect(stored.statuses).toEqual(Array.from({ length: 20 }, () => "success"));
    expect(spoolFiles()).toEqual([]);
  });

  it("keeps records while the database is away, says so, and stores each once when it is back", async () => {
    const recorder = start();
    stored.failure = away;
    for (let count = 0; count < 1_200; count++) recorder.settle(record());
    await recorder.flush();
    expect(recorder.stats()).toMatchObject({ unstored: 1_200, lastError: away.message });
    stored.failure = null;
    await recorder.flush();
    expect(recorder.stats()).toMatchObject({ unstored: 0, lastError: null, rejected: 0 });
    expect(stored.byId.size).toBe(1_200);
  });

  it("goes on recording, in files of bounded size, while the database does not answer at all", async () => {
    let answer = () => {};
    const hanging = new Promise<void>((resolve) => (answer = resolve));
    const recorder = start({ store: (records) => hanging.then(() => stored.store(records)), flushIntervalMs: 5 });
    const text = "x".repeat(100_000);
    for (let count = 0; count < 100; count++) {
      recorder.settle(record({ outputPreview: text }));
      if (count % 10 === 0) await new Promise((resolve) => setTimeout(resolve, 10));
    }
    const sizes = spoolFiles().map((name) => readFileSync(path.join(folder, name)).byteLength);
    expect(sizes.length).toBeGreaterThan(1);
    expect(Math.max(...sizes)).toBeLessThan(8_000_000);
    answer();
    await recorder.flush();
    expect(stored.byId.size).toBe(100);
  });

  it("shows a call that takes long as pending, and its end once", async () => {
    let nowMs = Date.now();
    const recorder = start({ now: () => new Date(nowMs) });
    const slow = record();
    recorder.open(pendingOf(slow));
    await recorder.flush();
    expect(stored.byId.size).toBe(0);
    nowMs += 5_000;
    await recorder.flush();
    expect(stored.byId.get(slow.id)!.status).toBe("pending");
    recorder.settle(slow);
    await recorder.flush();
    expect(stored.byId.get(slow.id)!.status).toBe("success");
  });

  it("sets a record that the database refuses aside, and stores all others", async () => {
    const onRejected = vi.fn();
    const recorder = start({ onRejected });
    const poison = record({ taskSlug: "poison" });
    const good = Array.from({ length: 700 }, () => record());
    good.forEach((one, index) => {
      if (index === 333) recorder.settle(poison);
      recorder.settle(one);
    });
    await recorder.flush();
    expect(new Set(stored.byId.keys())).toEqual(new Set(good.map(({ id }) => id)));
    expect(recorder.stats()).toMatchObject({ rejected: 1, unstored: 0 });
    expect(onRejected.mock.calls).toEqual([[poison]]);
    const aside = readFileSync(path.join(folder, "rejected.jsonl"), "utf8").trim().split("\n");
    expect(aside.map((line) => (JSON.parse(line) as ExecutionRecord).id)).toEqual([poison.id]);
  });

  it("holds no more in memory than it may, and brings the rest back from disk", async () => {
    const recorder = start({ maxQueued: 50 });
    stored.failure = away;
    const records = Array.from({ length: 2_000 }, () => record());
    for (const one of records) {
      recorder.open(pendingOf(one));
      recorder.settle(one);
    }
    await recorder.flush();
    expect(recorder.stats().unstored).toBe(2_000);
    stored.failure = null;
    await recorder.flush();
    expect(stored.byId.size).toBe(2_000);
    expect(new Set(stored.statuses)).toEqual(new Set(["success"]));
    expect(recorder.stats()).toMatchObject({ unstored: 0, pending: 0 });
  });
});

describe("after a crash", () => {
  it("stores every record whose settle returned, exactly once, and what was under way as interrupted", async () => {
    const script = fileURLToPath(new URL("./__fixtures__/settle-until-killed.ts", import.meta.url));
    const root = fileURLToPath(new URL("../..", import.meta.url));
    const victim = spawn(process.execPath, ["--import", "tsx", script, folder, organizationId], {
      cwd: root,
      stdio: ["ignore", "pipe", "inherit"],
    });
    onTestFinished(() => void victim.kill("SIGKILL"));
    let output = "";
    const exited = new Promise((resolve) => victim.once("close", resolve));
    await new Promise<void>((resolve) => {
      victim.stdout.on("data", (chunk) => {
        output += String(chunk);
        if (output.length > 37 * 4_000) resolve();
      });
    });
    victim.kill("SIGKILL");
    await exited;
    // The last line may be cut.
    const acknowledged = output.split("\n").slice(0, -1);
    expect(spoolFiles().length).toBeGreaterThan(1);

    const countById = new Map<string, number>();
    const inner = stored.store;
    Object.assign(stored, {
      store: async (records: readonly ExecutionRecord[]) => {
        for (const { id } of records) countById.set(id, (countById.get(id) ?? 0) + 1);
        await inner(records);
      },
    });
    await recover();
    const lost = acknowledged.filter((id) => stored.byId.get(id)?.status !== "success");
    expect(lost).toEqual([]);
    expect([...countById.values()].filter((count) => count > 1)).toEqual([]);
    const underWay = [...stored.byId.values()].filter(({ requestId }) => requestId === "under-way");
    expect(underWay.length).toBeGreaterThan(0);
    expect(new Set(underWay.map(({ status }) => status))).toEqual(new Set(["interrupted"]));
  });

  const leave = (name: string, records: ExecutionRecord[], end = "\n") =>
    writeFileSync(path.join(folder, name), records.map((one) => JSON.stringify(one)).join("\n") + end);

  it("believes the settled state also when it is in a later file than the beginning", async () => {
    const one = record();
    leave("77-dead-9.jsonl", [pendingOf(one)]);
    leave("77-dead-10.jsonl", [one]);
    await recover();
    expect(stored.byId.get(one.id)!.status).toBe("success");
  });

  it("survives a cut last line and a broken one, and keeps the lines around them", async () => {
    const [first, second, cut] = [record(), record(), record()];
    leave("77-dead-0.jsonl", [first]);
    appendFileSync(path.join(folder, "77-dead-0.jsonl"), `{"id": broken\n${JSON.stringify(second)}\n`);
    appendFileSync(path.join(folder, "77-dead-0.jsonl"), JSON.stringify(cut).slice(0, 300));
    await recover();
    expect(new Set(stored.byId.keys())).toEqual(new Set([first.id, second.id]));
  });

  it("waits for a database that is away, and deletes no file before it is stored", async () => {
    const one = record();
    leave("77-dead-0.jsonl", [one]);
    stored.failure = away;
    start({ flushIntervalMs: 5 });
    await new Promise((resolve) => setTimeout(resolve, 100));
    expect(spoolFiles()).toContain("77-dead-0.jsonl");
    stored.failure = null;
    await vi.waitFor(() => expect(stored.byId.has(one.id)).toBe(true));
  });

  it("leaves the files of a process that lives alone", async () => {
    const other = start({ owner: { pid: process.pid, start: "alive" } });
    const underWay = record();
    other.open(pendingOf(underWay));
    const mine = start({ flushIntervalMs: 5 });
    await new Promise((resolve) => setTimeout(resolve, 100));
    expect(stored.byId.has(underWay.id)).toBe(false);
    other.settle(underWay);
    await other.stop();
    await mine.stop();
    expect(stored.byId.get(underWay.id)!.status).toBe("success");
  });
});

describe.skipIf(!canMount())("on a full disk", () => {
  it("throws nothing into the caller, and stores all that was settled once there is space", async () => {
    const disk = path.join(folder, "disk");
    mkdirSync(disk);
    execFileSync("mount", ["-t", "tmpfs", "-o", "size=256k", "tmpfs", disk]);
    onTestFinished(() => void execFileSync("umount", ["-l", disk]));
    writeFileSync(path.join(disk, "ballast"), "x".repeat(60_000));
    const recorder = start({ folder: disk, maxQueued: 20 });
    stored.failure = away;
    const records = Array.from({ length: 400 }, () => record());
    for (const one of records) {
      recorder.open(pendingOf(one));
      recorder.settle(one);
    }
    expect(recorder.stats().lastError).toMatch(/spool cannot be written.*space/);
    rmSync(path.join(disk, "ballast"));
    const later = Array.from({ length: 20 }, () => record());
    for (const one of later) recorder.settle(one);
    stored.failure = null;
    await recorder.flush();
    const lost = [...records, ...later].filter(({ id }) => stored.byId.get(id)?.status !== "success");
    expect(lost.length).toBe(0);
    expect(recorder.stats()).toMatchObject({ unstored: 0, rejected: 0, lastError: null });
  });
});

/** Whether this process may mount a file system of a few kilobytes. */
function canMount(): boolean {
  if (process.platform !== "linux" || process.getuid?.() !== 0) return false;
  const probe = mkdtempSync(path.join(os.tmpdir(), "gym-mount-"));
  try {
    execFileSync("mount", ["-t", "tmpfs", "-o", "size=16k", "tmpfs", probe], { stdio: "ignore" });
    execFileSync("umount", [probe], { stdio: "ignore" });
    return true;
  } catch {
    return false;
  } finally {
    rmSync(probe, { recursive: true, force: true });
  }
}
