import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { createBudgets } from "@/lib/budgets";
import { insertExecutions, type Recorder } from "@/lib/executions";
import { executionRecord } from "@/lib/executions/test-executions";
import { describeEachDatabase, insertTestOrganization, type TestDatabase } from "@/lib/platform/db/test-database";
import { enqueueJob } from "@/lib/platform/jobs";
import { createMetrics } from "@/lib/platform/metrics";
import { parseExposition } from "@/lib/platform/metrics/test-exposition";
import type { Runtime } from "@/lib/platform/runtime";
import { testCtx, testRuntime } from "@/lib/platform/test-runtime";
import { collectMeters } from "./collect-meters";

const stats = { pending: 2, unstored: 3, rejected: 1, lastError: null };

describeEachDatabase("collectMeters", (open) => {
  let database: TestDatabase;
  let runtime: Runtime;
  let folder: string;

  beforeAll(async () => {
    database = await open();
    folder = mkdtempSync(path.join(os.tmpdir(), "gym-meters-"));
    writeFileSync(path.join(folder, "1-2-0.jsonl"), "x".repeat(123));
    const metrics = createMetrics();
    const { db } = database;
    const base = testRuntime({ db, metrics, recorder: { stats: () => stats } as Recorder });
    runtime = Object.assign(base, { budgets: createBudgets(db, base) });
    collectMeters(runtime, database, folder);
  });
  afterAll(async () => {
    rmSync(folder, { recursive: true, force: true });
    await database.close();
  });

  const scrape = async () => {
    const families = parseExposition((await runtime.metrics.render()).body);
    return (name: string) => families.get(name)?.samples.map(({ labels, value }) => ({ ...labels, value }));
  };

  it("shows the queue of jobs, the pool, the spool and how models did lately", async () => {
    const ctx = testCtx(runtime, await insertTestOrganization(database.db));
    const hourAgo = new Date(runtime.now().getTime() - 3_600_000);
    await enqueueJob(ctx, { kind: "sweep", payload: {}, runAfter: hourAgo });
    await enqueueJob(ctx, { kind: "sweep", payload: {} });
    await enqueueJob(ctx, { kind: "later", payload: {}, runAfter: new Date(runtime.now().getTime() + 60_000) });
    const model = "openai/gpt-5-mini";
    await insertExecutions(database.db, [
      executionRecord(ctx.organizationId, { latencyMs: 100, costUsd: 0.5, quality: 70 }),
      executionRecord(ctx.organizationId, { latencyMs: 300, costUsd: null, quality: null }),
    ]);
    const metric = await scrape();

    expect(metric("gym_jobs")).toEqual(
      expect.arrayContaining([
        { kind: "sweep", state: "queued", value: 2 },
        { kind: "later", state: "queued", value: 1 },
      ]),
    );
    const oldest = metric("gym_jobs_oldest_seconds");
    expect(oldest).toMatchObject([{ kind: "sweep" }]);
    expect(oldest![0]!.value).toBeGreaterThanOrEqual(3_600);
    expect(metric("gym_database_up")).toEqual([{ value: 1 }]);
    expect(metric("gym_database_connections")).toMatchObject([{ state: "busy" }, { state: "idle" }]);
    expect(metric("gym_spool_bytes")).toEqual([{ value: 123 }]);
    expect(metric("gym_spool_unstored")).toEqual([{ value: 3 }]);
    expect(metric("gym_spool_rejected")).toEqual([{ value: 1 }]);
    expect(metric("gym_gateway_in_flight")).toEqual([{ value: 2 }]);
    expect(metric("model_performance_latency")).toEqual([{ model, value: 0.2 }]);
    expect(metric("model_performance_cost")).toEqual([{ model, value: 0.5 }]);
    expect(metric("model_performance_quality")).toEqual([{ model, value: 70 }]);
    expect(metric("gym_metrics_collect_failures_total")).toEqual([]);
  });

  it("forgets kinds of jobs that have none any more", async () => {
    await database.db.job.deleteMany({ where: { kind: "later" } });
    const metric = await scrape();
    expect(metric("gym_jobs")).toEqual([{ kind: "sweep", state: "queued", value: 2 }]);
  });
});

it("says that the database is down, and shows the rest", async () => {
  const down = () => Promise.reject(new Error("down"));
  const metrics = createMetrics({ collectDefaults: false });
  const db = { $queryRaw: down } as unknown as Runtime["db"];
  const base = testRuntime({ db, metrics, recorder: { stats: () => stats } as Recorder });
  const runtime = Object.assign(base, { budgets: createBudgets(db, base) });
  const poolState = () => ({ busy: 1, idle: 0, waiting: 4 });
  collectMeters(runtime, { ping: down, poolState } as unknown as TestDatabase, os.tmpdir());
  const families = parseExposition((await metrics.render()).body);
  expect(families.get("gym_database_up")?.samples).toMatchObject([{ value: 0 }]);
  expect(families.get("gym_database_waiting")?.samples).toMatchObject([{ value: 4 }]);
  expect(families.get("gym_spool_unstored")?.samples).toMatchObject([{ value: 3 }]);
  expect(families.get("gym_metrics_collect_failures_total")?.samples.map(({ labels }) => labels.collector)).toEqual(
    expect.arrayContaining(["database", "jobs", "model-performance"]),
  );
});
