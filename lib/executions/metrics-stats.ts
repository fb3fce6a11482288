import { requireScope, type Ctx } from "@/lib/platform/ctx";
import { summariseGroups } from "./group-sums";
import { readSums, type Dimension } from "./read-sums";
import { filterOf } from "./report-metrics";
import type { StatsQuery, StatsReport, StatsRow } from "./schemas";
import { countedWindow, timeWindow } from "./time-window";

/** What tells the groups apart, and what is known with it. */
const GROUPS = {
  modelAndTask: ["model", "provider", "task", "category"],
  model: ["model", "provider"],
  task: ["task", "category"],
  provider: ["provider"],
  category: ["category"],
  version: ["version", "model", "provider", "task", "category"],
} as const satisfies Record<StatsQuery["groupBy"], readonly Dimension[]>;

/** Statistics per model and task, or per another group, the busiest first. */
export async function metricsStats(ctx: Ctx, query: StatsQuery): Promise<StatsReport> {
  requireScope(ctx, "read");
  const window = countedWindow(timeWindow(query, ctx.now()), ctx.now());
  const by: readonly Dimension[] = GROUPS[query.groupBy];
  const rows = await readSums(ctx.db, ctx.organizationId, {
    window,
    filter: filterOf(query),
    by,
    step: null,
    isLiveOnly: true,
  });
  return {
    from: window.from.toISOString(),
    to: window.to.toISOString(),
    groupBy: query.groupBy,
    rows: summariseGroups(
      rows,
      (row) => by.map((name) => row[name]).join("\u0000"),
      (row) =>
        Object.fromEntries(
          (["task", "category", "model", "provider", "version"] as const).map((name) => [
            name,
            by.includes(name) ? row[name] : null,
          ]),
        ) as Pick<StatsRow, "task" | "category" | "model" | "provider" | "version">,
    ),
  };
}
