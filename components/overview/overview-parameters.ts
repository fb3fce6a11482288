import { createLoader, parseAsString, parseAsStringLiteral, type inferParserType } from "nuqs/server";
import type { MetricsFilters } from "@/lib/client/metrics";
import { EXECUTION_SOURCES } from "@/lib/executions/words";

/** By what the charts tell lines and bars apart. */
export const CHART_GROUPS = ["model", "task", "provider", "category"] as const;
export type ChartGroup = (typeof CHART_GROUPS)[number];

/** An earlier time to lay over the charts. */
export const COMPARISONS = ["previous", "weekdays"] as const;

/** What of the overview lies in its address, besides the time range. */
export const overviewParsers = {
  task: parseAsString,
  model: parseAsString,
  source: parseAsStringLiteral(EXECUTION_SOURCES),
  by: parseAsStringLiteral(CHART_GROUPS).withDefault("model"),
  compare: parseAsStringLiteral(COMPARISONS),
};

export type OverviewParameters = inferParserType<typeof overviewParsers>;

export const loadOverviewParameters = createLoader(overviewParsers);

/** Filters as the API takes them: what is not set, or too long to be a name, is left out. */
export const metricsFiltersOf = ({ task, model, source }: OverviewParameters): MetricsFilters => ({
  ...(task && { task: task.slice(0, 100) }),
  ...(model && { model: model.slice(0, 200) }),
  ...(source && { source }),
});
