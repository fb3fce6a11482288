import { requireScope, type Ctx } from "@/lib/platform/ctx";
import { selectRollups, type RollupRow } from "./rollup-store";
import type { MetricsQuery, MetricsReport, Timeseries, TimeseriesQuery } from "./schemas";
import { summariseRollups } from "./summarise-rollups";
import { previousWindow, stepOf, timeWindow, type TimeWindow } from "./time-window";

const HOUR_MS = 3_600_000;

/**
 * Sums of a window, of the one before it, and per model and task. Rollups are hourly, so `from` is moved back to
 * its full hour; the answer tells the bounds that were used.
 */
export async function reportMetrics(ctx: Ctx, query: MetricsQuery): Promise<MetricsReport> {
  requireScope(ctx, "read");
  const window = wholeHours(timeWindow(query, ctx.now()));
  const previous = hoursBefore(window);
  const [rows, previousRows] = await Promise.all([
    selectRollups(ctx.db, ctx.organizationId, { ...query, window }, ["model", "task"], null),
    previous ? selectRollups(ctx.db, ctx.organizationId, { ...query, window: previous }, [], null) : [],
  ]);
  return {
    from: window.from.toISOString(),
    to: window.to.toISOString(),
    current: summariseRollups(rows),
    previous: previous ? summariseRollups(previousRows) : null,
    byModel: grouped(rows, (row) => row.model).map(([model, members]) => ({ model, ...summariseRollups(members) })),
    byTask: grouped(rows, (row) => row.task).map(([task, members]) => ({ task, ...summariseRollups(members) })),
  };
}

/** Sums per hour (up to three days) or day, and per group. Buckets without executions are absent. */
export async function metricsTimeseries(ctx: Ctx, query: TimeseriesQuery): Promise<Timeseries> {
  requireScope(ctx, "read");
  const window = wholeHours(timeWindow(query, ctx.now()));
  const step = stepOf(window);
  const rows = await selectRollups(ctx.db, ctx.organizationId, { ...query, window }, [query.groupBy], step);
  return {
    from: window.from.toISOString(),
    to: window.to.toISOString(),
    step,
    points: rows.map((row) => ({ at: row.at, group: row[query.groupBy], ...summariseRollups([row]) })),
  };
}

/** As many whole hours before as the window is long, to the nearest: rollups know no finer bounds. */
function hoursBefore(window: TimeWindow): TimeWindow | null {
  if (!previousWindow(window)) return null;
  const hours = Math.max(1, Math.round((window.to.getTime() - window.from.getTime()) / HOUR_MS));
  return { from: new Date(window.from.getTime() - hours * HOUR_MS), to: window.from };
}

function wholeHours({ from, to }: TimeWindow): TimeWindow {
  return { from: new Date(Math.floor(from.getTime() / HOUR_MS) * HOUR_MS), to };
}

/** Members per key, the busiest key first. */
function grouped(rows: readonly RollupRow[], keyOf: (row: RollupRow) => string): [string, RollupRow[]][] {
  const groups = new Map<string, RollupRow[]>();
  for (const row of rows) groups.set(keyOf(row), [...(groups.get(keyOf(row)) ?? []), row]);
  const size = (members: readonly RollupRow[]) => members.reduce((total, row) => total + row.count, 0);
  return [...groups].sort(([, a], [, b]) => size(b) - size(a));
}
