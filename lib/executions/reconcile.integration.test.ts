import fc from "fast-check";
import { afterAll, beforeAll, beforeEach, expect, it } from "vitest";
import type { Ctx } from "@/lib/platform/ctx";
import { describeEachDatabase, insertTestOrganization, type TestDatabase } from "@/lib/platform/db/test-database";
import { newId } from "@/lib/platform/ids";
import { createMetrics } from "@/lib/platform/metrics";
import { parseExposition } from "@/lib/platform/metrics/test-exposition";
import { testCtx, testRuntime } from "@/lib/platform/test-runtime";
import { reportCosts } from "./cost-report";
import { deleteTaskExecutions } from "./delete-task-executions";
import { foldDeltas } from "./fold-deltas";
import { insertExecutions } from "./insert-executions";
import { eachExecution } from "./list-executions";
import { metricsStats } from "./metrics-stats";
import { metricsTimeseries } from "./metrics-timeseries";
import { createExecutionObserver } from "./observe-executions";
import { recomputeRollups } from "./recompute-rollups";
import { reportMetrics } from "./report-metrics";
import {
  CostQuery,
  ListExecutionsQuery,
  MetricsQuery,
  StatsQuery,
  TimeseriesQuery,
  type ExecutionRecord,
} from "./schemas";
import { executionRecord, pendingOf } from "./test-executions";

const NOW = new Date("2026-03-10T12:30:00.000Z");
/** Whole days, so that what is counted by the day answers exactly the same window. */
const WINDOW = { from: "2026-03-04T00:00:00Z", to: "2026-03-10T00:00:00Z" };
const KEYS = [newId(), newId()];

const anyExecution = (organizationId: string) =>
  fc
    .record({
      afterMs: fc.nat(6 * 86_400_000 - 1),
      taskSlug: fc.constantFrom("general_chat", "ticket_classification", "email_writing"),
      modelSlug: fc.constantFrom("openai/gpt-5-mini", "local/tfidf", null),
      status: fc.constantFrom<ExecutionRecord["status"][]>("success", "partial", "cancelled", "failed", "interrupted"),
      costUsd: fc.option(fc.double({ min: 0, max: 5, noNaN: true })),
      latencyMs: fc.option(fc.double({ min: 0, max: 100_000, noNaN: true })),
      userRef: fc.option(fc.constantFrom("ada", "bob")),
      keyId: fc.option(fc.constantFrom(...KEYS)),
      inputTokens: fc.option(fc.nat(10_000)),
      tags: fc.option(fc.record({ team: fc.constantFrom("sales", "support") })),
    })
    .map(({ afterMs, ...facts }) =>
      executionRecord(organizationId, {
        ...facts,
        createdAt: new Date(Date.parse(WINDOW.from) + afterMs).toISOString(),
      }),
    );

type Totals = { count: number; unpricedCount: number; costUsd: number };
const total = (parts: readonly Totals[]): Totals => ({
  count: parts.reduce((sum, { count }) => sum + count, 0),
  unpricedCount: parts.reduce((sum, { unpricedCount }) => sum + unpricedCount, 0),
  costUsd: parts.reduce((sum, { costUsd }) => sum + costUsd, 0),
});

describeEachDatabase("all that tells numbers", (open) => {
  let database: TestDatabase;
  let ctx: Ctx;

  beforeAll(async () => {
    database = await open();
  });
  afterAll(() => database.close());
  beforeEach(async () => {
    ctx = testCtx(testRuntime({ db: database.db, now: () => NOW }), await insertTestOrganization(database.db));
  });

  const sample = (count: number, seed: number) => fc.sample(anyExecution(ctx.organizationId), { numRuns: count, seed });
  const insert = async (records: readonly ExecutionRecord[]) => {
    for (let start = 0; start < records.length; start += 70) {
      await insertExecutions(database.db, records.slice(start, start + 70));
    }
  };

  async function fromRows(): Promise<Totals> {
    const [row] = await database.db.$queryRaw<Totals[]>`
      SELECT count(*)::float8 AS count, (count(*) - count(cost_usd))::float8 AS "unpricedCount",
        coalesce(sum(cost_usd), 0) AS "costUsd"
      FROM executions WHERE organization_id = ${ctx.organizationId}::uuid AND status <> 'pending'`;
    return row!;
  }

  /** What the export and every question of the dashboard and the API say, by name. */
  async function fromVerbs(): Promise<[string, Totals][]> {
    const report = await reportMetrics(ctx, MetricsQuery.parse(WINDOW));
    const told: [string, Totals][] = [
      ["overview", report.current],
      ["overview by model", total(report.byModel)],
      ["overview by task", total(report.byTask)],
    ];
    for (const groupBy of ["modelAndTask", "version", "category"] as const) {
      told.push([
        `stats by ${groupBy}`,
        total((await metricsStats(ctx, StatsQuery.parse({ ...WINDOW, groupBy }))).rows),
      ]);
    }
    for (const step of ["hour", "day", "week"] as const) {
      const series = await metricsTimeseries(ctx, TimeseriesQuery.parse({ ...WINDOW, step, groupBy: "status" }));
      told.push([`series by ${step}`, total(series.points)]);
    }
    for (const by of ["model", "task", "user", "key"] as const) {
      const report = await reportCosts(ctx, CostQuery.parse({ ...WINDOW, by }));
      told.push([`costs by ${by}`, total(report.rows)], [`total of costs by ${by}`, report.total]);
    }
    const rows: Totals[] = [];
    for await (const row of eachExecution(ctx, ListExecutionsQuery.parse(WINDOW))) {
      if (row.status === "pending") continue;
      rows.push({ count: 1, unpricedCount: row.costUsd === null ? 1 : 0, costUsd: row.costUsd ?? 0 });
    }
    return [...told, ["export", total(rows)]];
  }

  async function expectAgreement(expected: Totals): Promise<void> {
    for (const [name, told] of [["rows", await fromRows()] as const, ...(await fromVerbs())]) {
      expect([name, told.count, told.unpricedCount]).toEqual([name, expected.count, expected.unpricedCount]);
      expect(Math.abs(told.costUsd - expected.costUsd), name).toBeLessThan(1e-6);
    }
  }

  const totalOf = (records: readonly ExecutionRecord[]): Totals =>
    total(records.map(({ costUsd }) => ({ count: 1, unpricedCount: costUsd === null ? 1 : 0, costUsd: costUsd ?? 0 })));

  it("agrees on counts exactly and on cost to a millionth of a dollar: rows, export, API, pages and Prometheus", async () => {
    const records = sample(500, 41);
    const metrics = createMetrics({ collectDefaults: false });
    await insert(records);
    createExecutionObserver(metrics)(records);
    await expectAgreement(totalOf(records));

    const families = parseExposition((await metrics.render()).body);
    const counted = (name: string) => families.get(name)!.samples.reduce((sum, { value }) => sum + value, 0);
    const expected = totalOf(records);
    expect(counted("gym_gateway_requests_total")).toBe(expected.count);
    expect(counted("gym_gateway_unpriced_total")).toBe(expected.unpricedCount);
    expect(Math.abs(counted("gym_gateway_cost_usd_total") - expected.costUsd)).toBeLessThan(1e-6);
  });

  it("still agrees after late settlements, replays, folds, deletions and counting anew", async () => {
    const records = sample(400, 43);
    const late = records.slice(0, 120);
    await insert(late.map(pendingOf));
    await insert(records.slice(120));
    await foldDeltas(database.db);
    await expectAgreement(totalOf(records.slice(120)));

    await insert(late);
    await insert(records.slice(60, 200));
    await expectAgreement(totalOf(records));

    await deleteTaskExecutions(ctx, "email_writing");
    const left = records.filter(({ taskSlug }) => taskSlug !== "email_writing");
    await expectAgreement(totalOf(left));
    await foldDeltas(database.db);
    await expectAgreement(totalOf(left));

    const { db, organizationId } = ctx;
    await db.spendDay.updateMany({ where: { organizationId, dimension: "user" }, data: { count: 3, costUsd: 9 } });
    await db.spendDay.deleteMany({ where: { organizationId, dimension: "key" } });
    await db.executionRollup.updateMany({ where: { organizationId }, data: { count: 1 } });
    const window = { from: new Date(WINDOW.from), to: new Date(WINDOW.to) };
    await recomputeRollups(db, organizationId, window, { withMinutes: true });
    await expectAgreement(totalOf(left));
  });
});
