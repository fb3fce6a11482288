import { requireScope, type Ctx } from "@/lib/platform/ctx";
import { invalidInput } from "@/lib/platform/errors";
import { addCosts, NO_COSTS } from "./cost-sums";
import { addNumbers } from "./execution-sums";
import { groupSums } from "./group-sums";
import { readRefs, readTags, type LabelRow } from "./read-labels";
import { readSums } from "./read-sums";
import { filterOf } from "./report-metrics";
import type { CostExportQuery, CostQuery, CostReport, CostRow, CostSums } from "./schemas";
import { tokenSums } from "./summarise-sums";
import { countedWindow, DAY_MS, previousWindow, timeWindow, type TimeWindow } from "./time-window";

const LABEL_DIMENSIONS = ["user", "key", "tag"] as const;
type LabelDimension = (typeof LABEL_DIMENSIONS)[number];
type Breakdown = Omit<CostQuery, "limit">;

export type CostOptions = {
  /** Names of API keys by id. */
  nameKeys?: (ids: readonly string[]) => Promise<ReadonlyMap<string, string>>;
};

/** What was spent in a window, broken down by one dimension, beside the window before it. */
export async function reportCosts(ctx: Ctx, query: CostQuery, options: CostOptions = {}): Promise<CostReport> {
  const { rows, ...report } = await wholeReport(ctx, query, options);
  const beyond = rows.slice(query.limit);
  return {
    ...report,
    rows: rows.slice(0, query.limit),
    rest: beyond.length === 0 ? null : { ...beyond.reduce(addCosts, NO_COSTS), valueCount: beyond.length },
  };
}

/** Every row of the breakdown, for an export. */
export async function costRows(ctx: Ctx, query: CostExportQuery, options: CostOptions = {}): Promise<CostRow[]> {
  return (await wholeReport(ctx, query, options)).rows;
}

async function wholeReport(ctx: Ctx, query: Breakdown, options: CostOptions): Promise<CostReport> {
  requireScope(ctx, "read");
  const window = costWindow(ctx, query);
  const previous = isByDay(query.by) ? previousDays(window) : previousWindow(window);
  const [sums, earlier, total, previousTotal] = await Promise.all([
    readBreakdown(ctx, query, window),
    previous ? readBreakdown(ctx, query, previous) : null,
    readTotal(ctx, query, window),
    previous ? readTotal(ctx, query, previous) : null,
  ]);
  const earlierUsd = new Map(earlier?.map(({ value, costUsd }) => [value, costUsd]));
  const names = query.by === "key" ? await options.nameKeys?.(sums.map(({ value }) => value).filter(Boolean)) : null;
  return {
    from: window.from.toISOString(),
    to: window.to.toISOString(),
    by: query.by,
    total,
    previousTotal,
    rows: sums.map((row) => ({
      ...row,
      label: names?.get(row.value) ?? null,
      shareOfCost: total.costUsd > 0 ? row.costUsd / total.costUsd : null,
      previousCostUsd: earlier && (earlierUsd.get(row.value) ?? 0),
    })),
    rest: null,
    note: null,
  };
}

const isLabel = (by: CostQuery["by"]): by is LabelDimension => LABEL_DIMENSIONS.some((one) => one === by);
const isByDay = (by: CostQuery["by"]): boolean => by === "user" || by === "key";

function costWindow(ctx: Ctx, query: Breakdown): TimeWindow {
  const window = countedWindow(timeWindow(query, ctx.now()), ctx.now());
  if (!isByDay(query.by)) return window;
  const to = new Date(Math.ceil(window.to.getTime() / DAY_MS) * DAY_MS);
  return {
    from: new Date(Math.floor(window.from.getTime() / DAY_MS) * DAY_MS),
    to: to > ctx.now() ? window.to : to,
  };
}

/** The whole days before a window that begins with one: as many as it has, to the nearest. */
function previousDays(window: TimeWindow): TimeWindow | null {
  const before = previousWindow(window);
  const days = Math.max(1, Math.round((window.to.getTime() - window.from.getTime()) / DAY_MS));
  return before && { from: new Date(window.from.getTime() - days * DAY_MS), to: window.from };
}

async function readBreakdown(ctx: Ctx, query: Breakdown, window: TimeWindow): Promise<LabelRow[]> {
  const { by } = query;
  if (isLabel(by)) {
    const { source, ...others } = filterOf(query);
    const narrowed = Object.entries(others).find(([, value]) => value !== undefined);
    if (narrowed) {
      throw invalidInput(`Costs by ${by} cannot be narrowed by \`${narrowed[0]}\`: leave it out`, {
        field: narrowed[0],
      });
    }
    return by === "tag" ? readTags(ctx, window, { source, name: query.tag }) : readRefs(ctx, window, by, source);
  }
  const rows = await readSums(ctx.db, ctx.organizationId, {
    window,
    filter: filterOf(query),
    by: [by],
    step: null,
    hasLatencies: false,
  });
  return groupSums(rows, (row) => row[by])
    .map(([value, members]) => ({ value, ...toCostSums(members) }))
    .sort((a, b) => b.costUsd - a.costUsd || b.count - a.count || (a.value < b.value ? -1 : 1));
}

async function readTotal(ctx: Ctx, query: Breakdown, window: TimeWindow): Promise<CostSums> {
  const filter = filterOf(query);
  return toCostSums(
    await readSums(ctx.db, ctx.organizationId, { window, filter, by: [], step: null, hasLatencies: false }),
  );
}

function toCostSums(rows: Parameters<typeof addNumbers>[0]): CostSums {
  const sums = addNumbers(rows);
  const { count, costUsd, unpricedCount } = sums;
  return { count, costUsd, unpricedCount, tokens: tokenSums(sums) };
}
