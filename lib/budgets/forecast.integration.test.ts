import { afterAll, beforeAll, beforeEach, expect, it } from "vitest";
import { describeEachDatabase, type TestDatabase } from "@/lib/platform/db/test-database";
import type { Runtime } from "@/lib/platform/runtime";
import { forecastCosts } from "./index";
import { CostForecastQuery } from "./schemas";
import { addBudget, budgetsCtx, budgetsRuntime, ctxOf, spend, testClock } from "./test-budgets";

const NOW = "2026-10-21T12:00:00.000Z";
const DAY_MS = 24 * 3_600_000;

describeEachDatabase("the forecast of costs", (open) => {
  const clock = testClock(NOW);
  let database: TestDatabase;
  let runtime: Runtime;

  beforeAll(async () => {
    database = await open();
    runtime = budgetsRuntime(database.db, clock);
  });
  afterAll(() => database.close());
  beforeEach(() => clock.set(NOW));

  type Ctx = Awaited<ReturnType<typeof budgetsCtx>>;
  const forecast = (ctx: Ctx, query: object = {}) => forecastCosts(ctx, CostForecastQuery.parse(query));
  const daysAgo = (days: number) => new Date(Date.parse(NOW) - days * DAY_MS).toISOString();
  /** Ten dollars on each of so many days before today. */
  async function spendDaily(ctx: Ctx, days: number, changes: object = {}) {
    for (let ago = days; ago >= 1; ago--) await spend(ctx, 10, { createdAt: daysAgo(ago), ...changes });
  }

  it("shows what was spent, what will be, the end of the month, and how the method did on the past", async () => {
    const ctx = await budgetsCtx(runtime);
    await spendDaily(ctx, 40);
    await spend(ctx, 3);
    await spend(ctx, null, { createdAt: daysAgo(2) });
    const found = await forecast(ctx);
    expect(found).toMatchObject({
      method: "weekday_line",
      note: null,
      today: { day: "2026-10-21", costUsd: 3 },
      unpricedCount: 1,
    });
    expect(found.history).toHaveLength(40);
    expect(found.history.at(-1)).toEqual({ day: "2026-10-20", costUsd: 10 });
    expect(found.points).toHaveLength(30);
    expect(found.points[0]).toMatchObject({ day: "2026-10-21", expectedUsd: expect.closeTo(10, 6) });
    expect(found.month).toMatchObject({ lastDay: "2026-10-31", spentUsd: 203, expectedUsd: expect.closeTo(310, 6) });
    expect(found.backtest!.folds.length).toBeGreaterThan(0);
    expect(found.backtest!.medianTotalError).toBeCloseTo(0, 6);
  });

  it("carries on the mean under 14 days, and says so", async () => {
    const ctx = await budgetsCtx(runtime);
    await spendDaily(ctx, 5);
    const found = await forecast(ctx, { days: 7 });
    expect(found).toMatchObject({
      method: "mean",
      note: expect.stringContaining("Only 5 days are known"),
      backtest: null,
    });
    expect(found.points.map(({ expectedUsd }) => expectedUsd)).toEqual(Array.from({ length: 7 }, () => 10));
  });

  it("counts days without calls as days that cost nothing, but none before the first call", async () => {
    const ctx = await budgetsCtx(runtime);
    await spend(ctx, 10, { createdAt: daysAgo(4) });
    const { history } = await forecast(ctx);
    expect(history.map(({ costUsd }) => costUsd)).toEqual([10, 0, 0, 0]);
  });

  it("has nothing to say before a day is over", async () => {
    const ctx = await budgetsCtx(runtime);
    await spend(ctx, 10);
    expect(await forecast(ctx)).toMatchObject({ method: "none", history: [], points: [], month: null, backtest: null });
  });

  it("is narrowed to a task", async () => {
    const ctx = await budgetsCtx(runtime);
    await spendDaily(ctx, 3, { taskSlug: "general_chat" });
    await spendDaily(ctx, 3, { taskSlug: "email_writing" });
    expect((await forecast(ctx)).history[0]!.costUsd).toBe(20);
    expect((await forecast(ctx, { task: "general_chat" })).history[0]!.costUsd).toBe(10);
    await expect(forecast(ctx, { task: "general_chta" })).rejects.toMatchObject({ code: "not_found" });
  });

  it("says for each budget when it will be used up, the soonest first", async () => {
    const ctx = await budgetsCtx(runtime);
    await spendDaily(ctx, 40, { taskSlug: "general_chat" });
    const ample = await addBudget(ctx, { name: "ample", limitUsd: 1_000 });
    const tight = await addBudget(ctx, { name: "tight", limitUsd: 251 });
    const over = await addBudget(ctx, { name: "over", limitUsd: 150, scope: "task", scopeRef: "general_chat" });
    const long = await addBudget(ctx, {
      name: "since spring",
      limitUsd: 1_000,
      period: "custom",
      from: "2026-04-01",
      to: "2026-11-01",
    });
    await spend(ctx, 500, { createdAt: "2026-05-01T00:00:00.000Z" });
    await addBudget(ctx, { name: "people", scope: "each_user" });
    await addBudget(ctx, { name: "off", isEnabled: false });
    const { budgets } = await forecast(ctx);
    expect(budgets.map(({ id, isOver, expectedDay }) => [id, isOver, expectedDay])).toEqual(
      [
        [over.id, true, null],
        [long.id, false, "2026-10-30"],
        [tight.id, false, "2026-10-26"],
        [ample.id, false, null],
      ].sort((a, b) => rank(a) - rank(b)),
    );
    expect(budgets.find(({ id }) => id === long.id)!.spentUsd).toBe(900);
    expect(budgets.find(({ id }) => id === ample.id)).toMatchObject({
      lastDay: "2026-10-31",
      spentUsd: 200,
      expectedUsd: expect.closeTo(310, 6),
    });
  });
  const rank = ([, isOver, day]: (string | boolean | null)[]) =>
    isOver ? 0 : day ? Date.parse(String(day)) : Infinity;

  it("shows only what the caller may see", async () => {
    const owner = await budgetsCtx(runtime);
    await spendDaily(owner, 3);
    await addBudget(owner);
    const stranger = await budgetsCtx(runtime);
    expect(await forecast(stranger)).toMatchObject({ history: [], budgets: [] });
    expect((await forecast(ctxOf(runtime, owner, "viewer"))).history).toHaveLength(3);
  });

  it.each([{ days: 0 }, { days: 91 }, { days: "x" }, { task: "" }])("refuses %j", (query) => {
    expect(CostForecastQuery.safeParse(query).success).toBe(false);
  });
});
