import { requireScope, type Ctx } from "@/lib/platform/ctx";
import { groupSums } from "./group-sums";
import { readSums, type SumsRow } from "./read-sums";
import { filterOf } from "./report-metrics";
import { OTHER_GROUP, type Timeseries, type TimeseriesPoint, type TimeseriesQuery } from "./schemas";
import { summariseSums } from "./summarise-sums";
import { chooseStep } from "./time-step";
import { countedWindow, previousWindow, sameWeekdaysBefore, timeWindow, type TimeWindow } from "./time-window";

/** Sums per bucket of time and group, and on request those of an earlier window to lay beside them. */
export async function metricsTimeseries(ctx: Ctx, query: TimeseriesQuery): Promise<Timeseries> {
  requireScope(ctx, "read");
  const window = countedWindow(timeWindow(query, ctx.now()), ctx.now());
  const { step, note } = chooseStep(query.step, window, ctx.now());
  const earlier = earlierWindow(query.compare, window);
  const read = (of: TimeWindow) =>
    readSums(ctx.db, ctx.organizationId, {
      window: of,
      filter: filterOf(query),
      isLiveOnly: true,
      by: query.groupBy === "none" ? [] : [query.groupBy],
      step,
    });
  const [rows, earlierRows] = await Promise.all([read(window), earlier ? read(earlier) : []]);
  const { groupOf, groupCount } = grouping(rows, query);
  return {
    from: window.from.toISOString(),
    to: window.to.toISOString(),
    step,
    stepNote: note,
    groupCount,
    points: toPoints(rows, groupOf),
    comparison: earlier && {
      kind: query.compare!,
      from: earlier.from.toISOString(),
      to: earlier.to.toISOString(),
      shiftMs: window.from.getTime() - earlier.from.getTime(),
      points: toPoints(earlierRows, groupOf),
    },
  };
}

function earlierWindow(compare: TimeseriesQuery["compare"], window: TimeWindow): TimeWindow | null {
  if (!compare) return null;
  return compare === "previous" ? previousWindow(window) : sameWeekdaysBefore(window);
}

/** The busiest groups by name, all others as one. */
function grouping(rows: readonly SumsRow[], { groupBy, maxGroups }: TimeseriesQuery) {
  const nameOf = (row: SumsRow) => (groupBy === "none" ? "" : row[groupBy]);
  const names = groupSums(rows, nameOf).map(([name]) => name);
  const shown = new Set(names.length > maxGroups ? names.slice(0, maxGroups) : names);
  const groupOf = (row: SumsRow) => (shown.has(nameOf(row)) ? nameOf(row) : OTHER_GROUP);
  return { groupOf, groupCount: names.length };
}

function toPoints(rows: readonly SumsRow[], groupOf: (row: SumsRow) => string): TimeseriesPoint[] {
  const points = groupSums(rows, (row) => `${row.at} ${groupOf(row)}`).map(([, members]) => ({
    at: members[0]!.at,
    group: groupOf(members[0]!),
    ...summariseSums(members),
  }));
  return points.sort((a, b) => (a.at === b.at ? b.count - a.count : a.at < b.at ? -1 : 1));
}
