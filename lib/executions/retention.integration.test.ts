import { afterAll, beforeAll, beforeEach, expect, it, onTestFinished } from "vitest";
import type { Ctx } from "@/lib/platform/ctx";
import { describeEachDatabase, insertTestOrganization, type TestDatabase } from "@/lib/platform/db/test-database";
import type { JobContext } from "@/lib/platform/jobs";
import { testCtx, testRuntime } from "@/lib/platform/test-runtime";
import { seededCtx } from "@/lib/registry/test-registry";
import { foldDeltas } from "./fold-deltas";
import { insertExecutions } from "./insert-executions";
import { purgeExecutions } from "./purge-executions";
import { cancelRebuild, getRebuild, rebuildJob, rebuildRollups } from "./rebuild-rollups";
import { readReportedRows } from "./read-recorded";
import { recomputeRollups } from "./recompute-rollups";
import { recordExecutions } from "./record-executions";
import { reportMetrics } from "./report-metrics";
import { getRetention, updateRetention } from "./retention";
import { MetricsQuery, UpdateRetentionInput } from "./schemas";
import { executionRecord } from "./test-executions";
import { recordingProcess, spoolFolder } from "./test-recording";

const NOW = new Date("2026-03-10T12:30:00.000Z");
const MONTH = { period: "month" } as const;

describeEachDatabase("executions that are kept for some days", (open) => {
  let database: TestDatabase;
  let ctx: Ctx;

  beforeAll(async () => {
    database = await open();
  });
  afterAll(() => database.close());
  beforeEach(async () => {
    ctx = testCtx(testRuntime({ db: database.db, now: () => NOW }), await insertTestOrganization(database.db));
    const records = ["02-20T10:00", "03-02T23:59", "03-03T00:00", "03-10T12:00"].map((at) =>
      executionRecord(ctx.organizationId, { createdAt: `2026-${at}:00.000Z`, clientId: at, source: "recorded" }),
    );
    await insertExecutions(database.db, records);
  });

  const rows = () => database.db.execution.count({ where: { organizationId: ctx.organizationId } });
  const counted = async () => (await reportMetrics(ctx, MetricsQuery.parse(MONTH))).current.count;
  const run = (payload: object, signal = new AbortController().signal) => {
    const steps: string[] = [];
    const job: JobContext = {
      id: "job",
      payload,
      ctx,
      signal,
      progress: ({ step }) => steps.push(step),
      attempt: 1,
      requireLease: async () => {},
    };
    return rebuildJob(job).then((result) => ({ result, steps }));
  };

  it("are kept for ever until somebody says otherwise", async () => {
    expect(await getRetention(ctx)).toEqual({ days: null, deletedBefore: null });
    expect(await purgeExecutions(ctx)).toBe(0);
    expect(await rows()).toBe(4);
  });

  it("go when they are older, by whole days, and what was counted of them stays", async () => {
    await updateRetention(ctx, { days: 7 });
    expect(await purgeExecutions(ctx)).toBe(2);
    expect(await rows()).toBe(2);
    expect(await database.db.recordedExecution.count({ where: { organizationId: ctx.organizationId } })).toBe(2);
    expect(await counted()).toBe(4);
    await foldDeltas(database.db);
    expect(await counted()).toBe(4);
    expect(await getRetention(ctx)).toEqual({ days: 7, deletedBefore: "2026-03-03T00:00:00.000Z" });
  });

  it("are not counted anew from days that were deleted: that is refused, and skipped by a job that began earlier", async () => {
    const payload = { from: "2026-02-20T00:00:00.000Z", to: "2026-03-11T00:00:00.000Z" };
    await updateRetention(ctx, { days: 7 });
    await purgeExecutions(ctx);
    await expect(rebuildRollups(ctx, MONTH)).rejects.toMatchObject({ code: "invalid_input", field: "from" });
    const { result, steps } = await run(payload);
    expect(result).toEqual({ days: 19 });
    expect(steps).toHaveLength(19);
    expect(await counted()).toBe(4);
  });

  it("are not counted anew by one who had begun before the days were deleted and waited for its turn", async () => {
    await updateRetention(ctx, { days: 7 });
    await purgeExecutions(ctx);
    const day = { from: new Date("2026-03-02T00:00:00.000Z"), to: new Date("2026-03-03T00:00:00.000Z") };
    await recomputeRollups(database.db, ctx.organizationId, day, { withMinutes: true });
    expect(await counted()).toBe(4);
  });

  it("are not taken back once they were deleted: sent again they would be counted twice", async () => {
    const spool = spoolFolder();
    const process = recordingProcess(database.db, spool.folder, { now: () => NOW, flushIntervalMs: 3_600_000 });
    onTestFinished(async () => {
      await process.stop();
      spool.remove();
    });
    const recording = await seededCtx(process.runtime);
    const call = (createdAt: string) => ({
      task: "general_chat",
      model: "openai/gpt-5-mini",
      clientId: createdAt,
      createdAt,
    });
    const record = (...times: string[]) =>
      recordExecutions(recording, readReportedRows({ executions: times.map(call) }), { idempotencyKey: null });
    const claims = () => database.db.recordedExecution.count({ where: { organizationId: recording.organizationId } });
    const [old, first] = ["2026-03-02T23:59:59.999Z", "2026-03-03T00:00:00.000Z"];
    await record(old);
    await recording.runtime.recorder.flush();
    await updateRetention(recording, { days: 7 });
    expect(await purgeExecutions(recording)).toBe(1);
    const refused = { code: "invalid_input", field: "executions[1].createdAt" };
    await expect(record(first, old)).rejects.toMatchObject(refused);
    await expect(record(first, old)).rejects.toThrow(
      "executions[1].createdAt must be 2026-03-03T00:00:00.000Z or later",
    );
    expect(await claims()).toBe(0);
    expect(await record(first)).toMatchObject({ accepted: 1, duplicates: 0 });
    await recording.runtime.recorder.flush();
    expect((await reportMetrics(recording, MetricsQuery.parse(MONTH))).current.count).toBe(2);
  });

  it("are counted anew on request, one request at a time", async () => {
    await database.db.executionDelta.deleteMany({ where: { organizationId: ctx.organizationId } });
    expect(await counted()).toBe(0);
    expect(await getRebuild(ctx)).toEqual({ latest: null });
    const { latest } = await rebuildRollups(ctx, MONTH);
    expect(latest).toMatchObject({ status: "queued" });
    await expect(rebuildRollups(ctx, MONTH)).rejects.toMatchObject({ code: "conflict" });
    expect((await cancelRebuild(ctx)).latest).toMatchObject({ status: "cancelled" });
    await expect(cancelRebuild(ctx)).rejects.toMatchObject({ code: "conflict" });
    await run({ from: "2026-02-08T00:00:00.000Z", to: "2026-03-11T00:00:00.000Z" });
    expect(await counted()).toBe(4);
  });

  it("keep their counts when counting anew is stopped half-way", async () => {
    const stopping = new AbortController();
    stopping.abort();
    const payload = { from: "2026-02-08T00:00:00.000Z", to: "2026-03-11T00:00:00.000Z" };
    await expect(run(payload, stopping.signal)).rejects.toThrow();
    expect(await counted()).toBe(4);
  });

  it("refuse windows that make no sense, with the field named", async () => {
    for (const window of [
      { from: "2026-03-02T00:00:00Z", to: "2026-03-01T00:00:00Z" },
      { from: "2030-01-01T00:00:00Z", to: "2030-01-02T00:00:00Z" },
      { from: "1990-01-01T00:00:00Z" },
    ]) {
      await expect(rebuildRollups(ctx, window)).rejects.toMatchObject({ code: "invalid_input", field: "from" });
    }
    for (const days of [0, 6, 7.5, 4_000, "30"]) expect(UpdateRetentionInput.safeParse({ days }).success).toBe(false);
  });

  it("are changed by administrators alone, and those of other organizations never", async () => {
    const reader: Ctx = { ...ctx, scopes: new Set(["read"]) };
    await expect(updateRetention(reader, { days: 30 })).rejects.toMatchObject({ code: "forbidden" });
    await expect(rebuildRollups(reader, MONTH)).rejects.toMatchObject({ code: "forbidden" });
    await expect(cancelRebuild(reader)).rejects.toMatchObject({ code: "forbidden" });
    const stranger = testCtx(ctx.runtime, await insertTestOrganization(database.db));
    await updateRetention(stranger, { days: 7 });
    expect(await purgeExecutions(stranger)).toBe(0);
    expect(await rows()).toBe(4);
  });
});
