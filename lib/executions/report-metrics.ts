import { requireScope, type Ctx } from "@/lib/platform/ctx";
import { readTagDistributions } from "./read-labels";
import { distributionOf } from "./distribution";
import { summariseGroups } from "./group-sums";
import { readSums } from "./read-sums";
import { systemHealth } from "./system-health";
import type { Distribution, MetricsQuery, MetricsReport, TasksReport } from "./schemas";
import { summariseSums } from "./summarise-sums";
import { countedWindow, previousWindow, timeWindow, type TimeWindow } from "./time-window";

/** Sums of a window, of the one before it, per model and task, how they spread, and how the last hour went. */
export async function reportMetrics(ctx: Ctx, query: MetricsQuery): Promise<MetricsReport> {
  requireScope(ctx, "read");
  const { db, organizationId } = ctx;
  const window = countedWindow(timeWindow(query, ctx.now()), ctx.now());
  const previous = previousWindow(window);
  const filter = filterOf(query);
  const read = (of: TimeWindow, by: Parameters<typeof readSums>[2]["by"]) =>
    readSums(db, organizationId, { window: of, filter, by, step: null, isLiveOnly: true });
  const [rows, before, tags, health] = await Promise.all([
    read(window, ["task", "category", "model", "provider", "source", "errorCode"]),
    previous ? read(previous, []) : [],
    tagDistributions(ctx, window, query),
    systemHealth(ctx),
  ]);
  return {
    from: window.from.toISOString(),
    to: window.to.toISOString(),
    current: summariseSums(rows),
    previous: previous ? summariseSums(before) : null,
    byModel: summariseGroups(
      rows,
      (row) => row.model,
      ({ model, provider }) => ({ model, provider }),
    ),
    byTask: summariseGroups(
      rows,
      (row) => row.task,
      ({ task, category }) => ({ task, category }),
    ),
    distributions: [
      distributionOf("category", rows),
      ...tags,
      distributionOf("status", rows),
      distributionOf("errorCode", rows),
      distributionOf("model", rows),
      distributionOf("provider", rows),
      distributionOf("source", rows),
    ],
    health,
  };
}

/**
 * The same of the tasks alone: nothing of the window before, and no latencies, which are most of what a month of sums
 * weighs.
 */
export async function reportTasks(ctx: Ctx, query: MetricsQuery): Promise<TasksReport> {
  requireScope(ctx, "read");
  const window = countedWindow(timeWindow(query, ctx.now()), ctx.now());
  const [rows, tags, health] = await Promise.all([
    readSums(ctx.db, ctx.organizationId, {
      window,
      filter: filterOf(query),
      by: ["task", "category"],
      step: null,
      isLiveOnly: true,
      hasLatencies: false,
    }),
    tagDistributions(ctx, window, query),
    systemHealth(ctx),
  ]);
  return {
    from: window.from.toISOString(),
    to: window.to.toISOString(),
    current: summariseSums(rows),
    byTask: summariseGroups(
      rows,
      (row) => row.task,
      ({ task, category }) => ({ task, category }),
    ),
    distributions: [distributionOf("category", rows), ...tags],
    health,
  };
}

/** The part of a query that narrows. */
export const filterOf = ({ task, category, model, provider, source }: MetricsQuery) => ({
  task,
  category,
  model,
  provider,
  source,
});

/** Tags are not kept apart by task or model. */
async function tagDistributions(ctx: Ctx, window: TimeWindow, query: MetricsQuery): Promise<Distribution[]> {
  const { source, ...others } = filterOf(query);
  if (Object.values(others).some((value) => value !== undefined)) {
    const note = "Tags are counted for all tasks and models together: take the filter away to see them";
    return [
      { by: "priority", entries: [], note },
      { by: "type", entries: [], note },
    ];
  }
  return readTagDistributions(ctx, window, source);
}
