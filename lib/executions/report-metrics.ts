import { requireScope, type Ctx } from "@/lib/platform/ctx";
import { readTagDistribution } from "./read-labels";
import { distributionOf } from "./distribution";
import { summariseGroups } from "./group-sums";
import { readSums } from "./read-sums";
import { systemHealth } from "./system-health";
import type { Distribution, MetricsQuery, MetricsReport } from "./schemas";
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
    readSums(db, organizationId, { window: of, filter, by, step: null });
  const [byModel, byTask, before, tags, health] = await Promise.all([
    read(window, ["model", "provider", "errorCode", "source"]),
    read(window, ["task", "category"]),
    previous ? read(previous, []) : [],
    tagDistributions(ctx, window, query),
    systemHealth(ctx),
  ]);
  return {
    from: window.from.toISOString(),
    to: window.to.toISOString(),
    current: summariseSums(byTask),
    previous: previous ? summariseSums(before) : null,
    byModel: summariseGroups(
      byModel,
      (row) => row.model,
      ({ model, provider }) => ({ model, provider }),
    ),
    byTask: summariseGroups(
      byTask,
      (row) => row.task,
      ({ task, category }) => ({ task, category }),
    ),
    distributions: [
      distributionOf("category", byTask),
      ...tags,
      distributionOf("status", byTask),
      distributionOf("errorCode", byModel),
      distributionOf("model", byModel),
      distributionOf("provider", byModel),
      distributionOf("source", byModel),
    ],
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
  return Promise.all([
    readTagDistribution(ctx, window, "priority", source),
    readTagDistribution(ctx, window, "type", source),
  ]);
}
