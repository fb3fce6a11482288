import { setImmediate as nextTurn } from "node:timers/promises";
import { sumSpend, type SpendDimension } from "@/lib/executions";
import { requireScope, type Ctx } from "@/lib/platform/ctx";
import { forecastDaily, type Backtest, type Forecast } from "@/lib/platform/stats";
import { getTask } from "@/lib/registry";
import { selectBudgets, type BudgetRow } from "./budget-store";
import { windowAt } from "./budget-window";
import { forecastNote, overrunOf, pointOf, windowEnd } from "./forecast-policy";
import type { BudgetForecast, CostForecast, CostForecastQuery, ForecastBacktest } from "./forecast-schemas";
import { stateOf } from "./policy";
import { dayOf, spendHistories, type SpendHistory } from "./spend-history";

const DAY_MS = 24 * 3_600_000;
const MAX_BUDGETS = 50;
const MAX_HORIZON_DAYS = 366;

/** Where spending goes: the next days, the end of the month, and when budgets are used up. */
export async function forecastCosts(ctx: Ctx, { task, days }: CostForecastQuery): Promise<CostForecast> {
  requireScope(ctx, "read");
  if (task) await getTask(ctx, task);
  const now = ctx.now();
  const budgets = await forecastableBudgets(ctx, now);
  const own = task ? { dimension: "task" as const, ref: task } : { dimension: "organization" as const, ref: "" };
  const [[history, ...histories], spentBefore] = await Promise.all([
    spendHistories(ctx, [own, ...budgets.map(spendOf)]),
    spentBeforeToday(ctx, budgets, now),
  ]);
  const month = monthOf(now);
  const forecast = forecastTo(history!, now, Math.max(days, daysUntil(now, month.lastDay)));
  const window = windowOf(history!, month.firstDay, month.lastDay);
  const end = windowEnd(forecast, window);
  return {
    asOf: now.toISOString(),
    task: task ?? null,
    history: history!.days.map(({ day, value }) => ({ day, costUsd: value })),
    today: { day: history!.today.day, costUsd: history!.today.value },
    method: forecast.method,
    note: forecastNote(forecast.method, history!.days.length),
    points: forecast.points.slice(0, days).map(pointOf),
    month: end && { ...end, lastDay: month.lastDay, spentUsd: window.spentBefore + window.spentToday },
    backtest: forecast.backtest && backtestOf(forecast.backtest),
    unpricedCount: history!.unpricedCount,
    budgets: await budgetForecasts(budgets, histories, spentBefore, now),
  };
}

/** Soonest first. A forecast is some 20 ms of work, so other requests are served between them. */
async function budgetForecasts(
  budgets: readonly BudgetRow[],
  histories: readonly SpendHistory[],
  spentBefore: readonly number[],
  now: Date,
): Promise<BudgetForecast[]> {
  const forecasts: BudgetForecast[] = [];
  for (const [position, budget] of budgets.entries()) {
    await nextTurn();
    const forecast = budgetForecast(budget, histories[position]!, spentBefore[position]!, now);
    if (forecast) forecasts.push(forecast);
  }
  return forecasts.sort(bySoonest);
}

async function forecastableBudgets(ctx: Ctx, now: Date): Promise<BudgetRow[]> {
  const rows = await selectBudgets(ctx.db, ctx.organizationId, { status: "current" });
  return rows
    .filter((row) => stateOf(row, now) === "active" && row.content.scope !== "each_user")
    .slice(0, MAX_BUDGETS);
}

/** `each_user` was left out above. */
const spendOf = ({ content: { scope, scopeRef } }: BudgetRow): { dimension: SpendDimension; ref: string } => ({
  dimension: scope === "each_user" ? "user" : scope,
  ref: scopeRef ?? "",
});

const forecastTo = ({ days }: SpendHistory, now: Date, horizonDays: number): Forecast =>
  forecastDaily(days, { horizonDays: Math.min(horizonDays, MAX_HORIZON_DAYS) });

/** Days from today on up to and with the last one. */
const daysUntil = (now: Date, lastDay: string): number =>
  Math.floor(Date.parse(lastDay) / DAY_MS) - Math.floor(now.getTime() / DAY_MS) + 1;

function monthOf(now: Date) {
  const [year, month] = [now.getUTCFullYear(), now.getUTCMonth()];
  return { firstDay: dayOf(Date.UTC(year, month, 1)), lastDay: dayOf(Date.UTC(year, month + 1, 0)) };
}

function windowOf({ days, today }: SpendHistory, firstDay: string, lastDay: string) {
  const inside = days.filter(({ day }) => day >= firstDay && day <= lastDay);
  return { spentBefore: inside.reduce((sum, { value }) => sum + value, 0), spentToday: today.value, lastDay };
}

/** On the whole days of each budget's window, which may be longer than the history. US dollars. */
async function spentBeforeToday(ctx: Ctx, budgets: readonly BudgetRow[], now: Date): Promise<number[]> {
  const today = new Date(Math.floor(now.getTime() / DAY_MS) * DAY_MS);
  const scopes = budgets.map((row) => ({ ...spendOf(row), from: windowAt(row.content, now).from, to: today }));
  return (await sumSpend(ctx.db, ctx.organizationId, scopes)).map(({ spentUsd }) => spentUsd);
}

function budgetForecast(
  { id, content }: BudgetRow,
  history: SpendHistory,
  spentBefore: number,
  now: Date,
): BudgetForecast | null {
  const lastDay = dayOf(windowAt(content, now).to.getTime() - 1);
  const forecast = forecastTo(history, now, daysUntil(now, lastDay));
  const window = { spentBefore, spentToday: history.today.value, lastDay };
  const end = windowEnd(forecast, window);
  if (!end) return null;
  const { name, scope, scopeRef, period, limitUsd } = content;
  return {
    ...end,
    ...overrunOf(forecast, window, limitUsd),
    ...{ id, name, scope, scopeRef, period, limitUsd, lastDay },
    spentUsd: window.spentBefore + window.spentToday,
    method: forecast.method,
  };
}

function bySoonest(a: BudgetForecast, b: BudgetForecast): number {
  const rank = ({ isOver, expectedDay }: BudgetForecast) => (isOver ? "" : (expectedDay ?? "9999"));
  return rank(a) < rank(b) ? -1 : rank(a) > rank(b) ? 1 : b.expectedUsd / b.limitUsd - a.expectedUsd / a.limitUsd;
}

const backtestOf = ({ folds, medianTotalError, baselineMedianTotalError }: Backtest): ForecastBacktest => ({
  folds: folds.map(({ fromDay, toDay, expected, actual }) => ({
    fromDay,
    toDay,
    expectedUsd: expected,
    actualUsd: actual,
  })),
  medianTotalError,
  baselineMedianTotalError,
});
