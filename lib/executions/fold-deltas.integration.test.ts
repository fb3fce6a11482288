import fc from "fast-check";
import { afterAll, beforeAll, beforeEach, expect, it } from "vitest";
import type { Ctx } from "@/lib/platform/ctx";
import { describeEachDatabase, insertTestOrganization, type TestDatabase } from "@/lib/platform/db/test-database";
import { testCtx, testRuntime } from "@/lib/platform/test-runtime";
import { foldDeltas } from "./fold-deltas";
import { insertExecutions } from "./insert-executions";
import { decodeHistogram } from "./latency-histogram";
import { metricsTimeseries } from "./metrics-timeseries";
import { recomputeRollups } from "./recompute-rollups";
import { reportMetrics } from "./report-metrics";
import { MetricsQuery, TimeseriesQuery, type ExecutionRecord } from "./schemas";
import { executionRecord } from "./test-executions";

const NOW = new Date("2026-03-10T12:30:00.000Z");
const DAYS = { from: new Date("2026-03-05T00:00:00Z"), to: new Date("2026-03-11T00:00:00Z") };

/** Executions of the last five days, to the millisecond. */
const anyExecution = (organizationId: string) =>
  fc
    .record({
      agoMs: fc.integer({ min: 1, max: 5 * 86_400_000 }),
      taskSlug: fc.constantFrom("general_chat", "ticket_classification"),
      modelSlug: fc.constantFrom("openai/gpt-5-mini", "local/tfidf", null),
      status: fc.constantFrom("success" as const, "failed" as const),
      costUsd: fc.option(fc.integer({ min: 0, max: 100 })),
      /** Whole numbers add up to the same in any order. */
      latencyMs: fc.option(fc.nat(100_000)),
      tags: fc.option(fc.record({ priority: fc.constantFrom("high", "low") })),
    })
    .map(({ agoMs, ...facts }) =>
      executionRecord(organizationId, { ...facts, createdAt: new Date(NOW.getTime() - agoMs).toISOString() }),
    );

describeEachDatabase("rollups", (open) => {
  let database: TestDatabase;
  let ctx: Ctx;

  beforeAll(async () => {
    database = await open();
  });
  afterAll(() => database.close());
  beforeEach(async () => {
    const runtime = testRuntime({ db: database.db, now: () => NOW });
    ctx = testCtx(runtime, await insertTestOrganization(database.db));
  });

  const sample = (count: number, seed: number) => fc.sample(anyExecution(ctx.organizationId), { numRuns: count, seed });
  const insert = (records: readonly ExecutionRecord[]) => insertExecutions(database.db, records);
  const waiting = () => database.db.executionDelta.count({ where: { organizationId: ctx.organizationId } });
  /** Everything that a dashboard shows, at every width there is. */
  const shown = async () => ({
    reports: await Promise.all(
      (["hour", "day", "week", "month"] as const).map((period) => reportMetrics(ctx, MetricsQuery.parse({ period }))),
    ),
    series: await Promise.all(
      [{ period: "hour" }, { period: "day" }, { period: "week" }, { period: "week", step: "hour" }].map((query) =>
        metricsTimeseries(ctx, TimeseriesQuery.parse({ ...query, compare: "previous" })),
      ),
    ),
  });

  it("say the same before, between and after folds", async () => {
    const records = sample(400, 3);
    await insert(records.slice(0, 250));
    await foldDeltas(database.db);
    await insert(records.slice(250));
    const before = await shown();
    expect(before.reports[3]!.current.count).toBe(400);
    expect(await waiting()).toBeGreaterThan(0);
    await foldDeltas(database.db);
    expect(await waiting()).toBe(0);
    expect(await shown()).toEqual(before);
    expect(await foldDeltas(database.db)).toBe(0);
  });

  it("answer the last hour by the minute, exactly", async () => {
    const at = (time: string) => executionRecord(ctx.organizationId, { createdAt: `2026-03-10T${time}.000Z` });
    await insert([at("11:29:59"), at("11:30:00"), at("12:00:10"), at("12:00:50"), at("12:29:59")]);
    await foldDeltas(database.db);
    const { points, step } = await metricsTimeseries(ctx, TimeseriesQuery.parse({ period: "hour" }));
    expect(step).toBe("minute");
    expect(points.map(({ at: time, count }) => [time.slice(11, 16), count])).toEqual([
      ["11:30", 1],
      ["12:00", 2],
      ["12:29", 1],
    ]);
  });

  it("lose nothing and count nothing twice while executions are stored and several processes fold", async () => {
    const records = sample(600, 9);
    const counts: number[] = [];
    const store = async (own: ExecutionRecord[]) => {
      for (let start = 0; start < own.length; start += 20) await insert(own.slice(start, start + 20));
    };
    const watch = async () => {
      for (let look = 0; look < 30; look++) {
        const { current } = await reportMetrics(ctx, MetricsQuery.parse({ period: "month" }));
        counts.push(current.count);
      }
    };
    const fold = async () => {
      for (let round = 0; round < 15; round++) await foldDeltas(database.db);
    };
    await Promise.all([store(records.slice(0, 300)), store(records.slice(300)), fold(), fold(), watch()]);
    expect(counts).toEqual(counts.toSorted((a, b) => a - b));
    expect((await reportMetrics(ctx, MetricsQuery.parse({ period: "month" }))).current.count).toBe(600);
  });

  it("are made anew from the executions, whatever they said before, and then say what the executions say", async () => {
    const records = sample(300, 21);
    await insert(records);
    const right = await shown();
    await foldDeltas(database.db);
    const { db } = database;
    const { organizationId } = ctx;
    await db.executionRollup.updateMany({ where: { organizationId, unit: "day" }, data: { count: 7, costUsd: -1 } });
    await db.executionRollup.deleteMany({ where: { organizationId, unit: "hour", status: "failed" } });
    await db.executionRollup.updateMany({ where: { organizationId, unit: "minute" }, data: { category: "wrong" } });
    expect(await shown()).not.toEqual(right);
    await recomputeRollups(db, organizationId, DAYS, { withMinutes: true });
    expect(await shown()).toEqual(right);
  });

  it("keep every count while they are made anew and executions are stored", async () => {
    const records = sample(600, 33);
    await insert(records.slice(0, 200));
    const store = async () => {
      for (let start = 200; start < 600; start += 20) await insert(records.slice(start, start + 20));
    };
    const recompute = async () => {
      for (let round = 0; round < 5; round++) {
        await recomputeRollups(database.db, ctx.organizationId, DAYS, { withMinutes: true });
        await foldDeltas(database.db);
      }
    };
    await Promise.all([store(), recompute()]);
    expect((await reportMetrics(ctx, MetricsQuery.parse({ period: "month" }))).current.count).toBe(600);
  });

  it("keep histograms short, and exact beyond a million executions in a bucket", async () => {
    const big = { latencyMs: 100 };
    await insert(
      Array.from({ length: 100 }, () => executionRecord(ctx.organizationId, { ...big, createdAt: NOW.toISOString() })),
    );
    await database.db.$executeRaw`
      UPDATE execution_deltas SET latency_histogram = (
        SELECT string_agg(int4send((1142 << 20) | 524287), ''::bytea) FROM generate_series(1, 100))
      WHERE organization_id = ${ctx.organizationId}::uuid`;
    await foldDeltas(database.db);
    const row = await database.db.executionRollup.findFirstOrThrow({
      where: { organizationId: ctx.organizationId, unit: "day" },
    });
    expect([...decodeHistogram(row.latencyHistogram)]).toEqual([[118, 52_428_700]]);
    await insert(
      Array.from({ length: 500 }, (_, index) =>
        executionRecord(ctx.organizationId, { latencyMs: 1 + index, createdAt: "2026-03-09T12:00:00.000Z" }),
      ),
    );
    await foldDeltas(database.db);
    const long = await database.db.executionRollup.findFirstOrThrow({
      where: { organizationId: ctx.organizationId, unit: "day", at: new Date("2026-03-09T00:00:00Z") },
    });
    expect([...decodeHistogram(long.latencyHistogram).values()].reduce((sum, count) => sum + count, 0)).toBe(500);
    expect(long.latencyHistogram.length / 4).toBe(decodeHistogram(long.latencyHistogram).size);
  });
});
