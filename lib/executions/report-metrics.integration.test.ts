import { afterAll, beforeAll, beforeEach, expect, it } from "vitest";
import type { Ctx } from "@/lib/platform/ctx";
import { describeEachDatabase, insertTestOrganization, type TestDatabase } from "@/lib/platform/db/test-database";
import { testCtx, testRuntime } from "@/lib/platform/test-runtime";
import { executionHistory } from "./execution-history";
import { insertExecutions } from "./insert-executions";
import { metricsTimeseries } from "./metrics-timeseries";
import { reportMetrics, reportTasks } from "./report-metrics";
import { MetricsQuery, TimeseriesQuery, type ExecutionRecord } from "./schemas";
import { executionRecord, pendingOf } from "./test-executions";

const NOW = new Date("2026-03-10T12:30:00.000Z");

describeEachDatabase("metrics", (open) => {
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

  const at = (createdAt: string, changes: Partial<ExecutionRecord> = {}) =>
    executionRecord(ctx.organizationId, { createdAt: `2026-03-${createdAt}:00.000Z`, ...changes });
  const insert = (...records: ExecutionRecord[]) => insertExecutions(database.db, records);
  const report = (query: object = {}, by = ctx) => reportMetrics(by, MetricsQuery.parse(query));
  const timeseries = (query: object = {}, by = ctx) => metricsTimeseries(by, TimeseriesQuery.parse(query));

  /** Four executions of one hour, checked by hand below. */
  const four = () => [
    at("10T11:05", {
      costUsd: 0.01,
      latencyMs: 100,
      quality: 60,
      inputTokens: 10,
      cachedInputTokens: 5,
      outputTokens: 1,
    }),
    at("10T11:10", { costUsd: 0.02, latencyMs: 300, quality: null, inputTokens: 20, outputTokens: 2 }),
    at("10T11:15", {
      costUsd: null,
      latencyMs: 9_999,
      quality: 90,
      status: "failed",
      inputTokens: null,
      outputTokens: null,
    }),
    at("10T11:20", {
      costUsd: 0.03,
      latencyMs: 5_000,
      quality: null,
      status: "cancelled",
      inputTokens: 30,
      outputTokens: 3,
    }),
  ];

  it("adds up as by hand: a cancelled call is no failure, and latency is that of successes", async () => {
    await insert(...four(), pendingOf(at("10T11:40")));
    const { current } = await report();
    expect(current).toEqual({
      count: 4,
      counts: { success: 2, partial: 0, cancelled: 1, failed: 1, interrupted: 0 },
      successRate: 2 / 3,
      costUsd: expect.closeTo(0.06, 10),
      unpricedCount: 1,
      estimatedCount: 0,
      inputTokens: 65,
      outputTokens: 6,
      tokens: { fresh: 60, cacheRead: 5, cacheWrite: 0, output: 6, reasoning: 0 },
      latencyMsAverage: 200,
      latencyMsP50: expect.any(Number),
      latencyMsP95: expect.any(Number),
      latencyMsP99: expect.any(Number),
      timeToFirstTokenMsAverage: null,
      overheadMsAverage: 1,
      quality: 75,
      qualityCount: 2,
      confidence: null,
      approvalRate: null,
    });
    expect(Math.abs(current.latencyMsP50! - 100)).toBeLessThanOrEqual(2);
    expect(Math.abs(current.latencyMsP95! - 300)).toBeLessThanOrEqual(6);
  });

  it("reads quantiles that are at most two percent off, over many hours", async () => {
    const latencies = Array.from({ length: 400 }, (_, index) => 5 + index ** 1.6);
    await insert(
      ...latencies.map((latencyMs, index) => at(`10T${String(index % 12).padStart(2, "0")}:01`, { latencyMs })),
    );
    const { current } = await report();
    for (const [share, value] of [
      [0.5, current.latencyMsP50],
      [0.95, current.latencyMsP95],
      [0.99, current.latencyMsP99],
    ] as const) {
      const exact = latencies[Math.ceil(share * latencies.length) - 1]!;
      expect(Math.abs(value! - exact) / exact).toBeLessThanOrEqual(0.02);
    }
  });

  it("compares with the window of the same length just before, and has none for all time", async () => {
    await insert(
      at("10T09:00", { costUsd: 1 }),
      at("09T10:00", { costUsd: 2 }),
      at("09T09:00", { costUsd: 4 }),
      at("07T09:00"),
    );
    const day = await report({ period: "day" });
    expect(day.from).toBe("2026-03-09T12:00:00.000Z");
    expect(day.current).toMatchObject({ count: 1, costUsd: 1 });
    expect(day.previous).toMatchObject({ count: 2, costUsd: 6 });
    const all = await report({ period: "all" });
    expect(all.current.count).toBe(4);
    expect(all.previous).toBeNull();
  });

  it("counts no hour in both windows", async () => {
    for (let hour = 0; hour < 12; hour++) await insert(at(`10T${String(hour).padStart(2, "0")}:59`));
    const { current, previous } = await report({ from: "2026-03-10T06:20:00Z", to: "2026-03-10T12:00:00Z" });
    expect(current.count).toBe(6);
    expect(previous!.count).toBe(6);
  });

  it("groups by model and task, the busiest first, and the groups add up to the whole", async () => {
    await insert(
      ...four(),
      at("10T10:00", { modelSlug: "local/nb", taskSlug: "email_writing", costUsd: 0.5 }),
      at("10T10:00", { modelSlug: null, status: "failed", costUsd: 0 }),
    );
    const { current, byModel, byTask } = await report();
    expect(byModel.map(({ model, count }) => [model, count])[0]).toEqual(["openai/gpt-5-mini", 4]);
    expect(byTask.map(({ task, count }) => [task, count])).toEqual([
      ["ticket_classification", 5],
      ["email_writing", 1],
    ]);
    for (const groups of [byModel, byTask]) {
      expect(groups.reduce((sum, group) => sum + group.count, 0)).toBe(current.count);
      expect(groups.reduce((sum, group) => sum + group.costUsd, 0)).toBeCloseTo(current.costUsd, 10);
    }
  });

  it("says of tasks alone what the whole report says of them", async () => {
    await insert(...four(), at("10T11:25", { taskSlug: "other", tags: { priority: "high" } }));
    const whole = await report();
    const untimed = { latencyMsP50: null, latencyMsP95: null, latencyMsP99: null };
    expect(await reportTasks(ctx, MetricsQuery.parse({}))).toEqual({
      from: whole.from,
      to: whole.to,
      current: { ...whole.current, ...untimed },
      byTask: whole.byTask.map((task) => ({ ...task, ...untimed })),
      distributions: whole.distributions.filter(({ by }) => ["category", "priority", "type"].includes(by)),
      health: whole.health,
    });
  });

  it("filters by task, model and source", async () => {
    await insert(...four(), at("10T10:00", { modelSlug: "local/nb", taskSlug: "email_writing", source: "demo" }));
    for (const filter of [{ task: "email_writing" }, { model: "local/nb" }, { source: "demo" }]) {
      expect((await report(filter)).current.count).toBe(1);
      expect((await timeseries(filter)).points.length).toBe(1);
    }
  });

  it("has zeros and nulls, not numbers made of nothing, when nothing was recorded", async () => {
    const { current, previous, byModel } = await report();
    const nothing = {
      count: 0,
      successRate: null,
      costUsd: 0,
      latencyMsAverage: null,
      latencyMsP95: null,
      quality: null,
    };
    expect(current).toMatchObject(nothing);
    expect(previous).toMatchObject(nothing);
    expect(byModel).toEqual([]);
  });

  it("draws hours up to three days and days beyond, without buckets where nothing happened", async () => {
    await insert(...four(), at("10T08:00", { modelSlug: "local/nb" }), at("02T08:00"), at("02T09:00"));
    const hours = await timeseries({ period: "day" });
    expect(hours.step).toBe("hour");
    expect(hours.points.map(({ at, group, count }) => [at, group, count])).toEqual([
      ["2026-03-10T08:00:00.000Z", "local/nb", 1],
      ["2026-03-10T11:00:00.000Z", "openai/gpt-5-mini", 4],
    ]);
    const days = await timeseries({ period: "month", groupBy: "status" });
    expect(days.step).toBe("day");
    expect(days.points.map(({ at, group, count }) => [at.slice(0, 10), group, count]).sort()).toEqual([
      ["2026-03-02", "success", 2],
      ["2026-03-10", "cancelled", 1],
      ["2026-03-10", "failed", 1],
      ["2026-03-10", "success", 3],
    ]);
  });

  it("gives the router sums per task, model and state of the last 30 days, without executions that had no model", async () => {
    await insert(...four(), at("10T08:00", { modelSlug: null, status: "failed" }));
    await insert(executionRecord(ctx.organizationId, { createdAt: "2026-01-01T00:00:00.000Z" }));
    const window = { from: new Date("2026-02-08T12:00:00Z"), to: NOW };
    const entries = await executionHistory(database.db, ctx.organizationId, window);
    expect(new Set(entries.map(({ task, model }) => `${task} ${model}`))).toEqual(
      new Set(["ticket_classification openai/gpt-5-mini"]),
    );
    const sum = (pick: (entry: (typeof entries)[number]) => number) => entries.reduce((all, one) => all + pick(one), 0);
    expect([sum((one) => one.count), sum((one) => one.qualityCount), sum((one) => one.qualitySum)]).toEqual([
      4, 2, 150,
    ]);
  });

  it("shows nothing of another organization, and needs the scope `read`", async () => {
    await insert(...four());
    const stranger = testCtx(ctx.runtime, await insertTestOrganization(database.db));
    expect((await report({}, stranger)).current.count).toBe(0);
    expect((await timeseries({}, stranger)).points).toEqual([]);
    const blind: Ctx = { ...ctx, scopes: new Set(["run"]) };
    await expect(report({}, blind)).rejects.toMatchObject({ code: "forbidden" });
    await expect(reportTasks(blind, MetricsQuery.parse({}))).rejects.toMatchObject({ code: "forbidden" });
    await expect(timeseries({}, blind)).rejects.toMatchObject({ code: "forbidden" });
  });
});
