import { metricsQuery, timeseriesQuery } from "@/lib/client/metrics";
import { timelineQuery } from "@/lib/client/timeline";
import type { TimeRange } from "@/lib/client/time-range";
import { metricsFiltersOf, type OverviewParameters } from "./overview-parameters";

/** A chart has eight lines: the busiest by name, and all others as one, so that it adds up. */
const NAMED_GROUPS = 7;

/** What the chart of groups asks for beside its range and what it groups by. */
export const groupedFiltersOf = (parameters: OverviewParameters) => ({
  ...metricsFiltersOf(parameters),
  maxGroups: NAMED_GROUPS,
});

/** What the overview asks for, the same on the server and in the browser. */
export function overviewQueries(range: TimeRange, parameters: OverviewParameters) {
  const filters = metricsFiltersOf(parameters);
  const { compare, by } = parameters;
  return {
    report: metricsQuery(range, filters),
    grouped: timeseriesQuery(range, by, groupedFiltersOf(parameters)),
    total: timeseriesQuery(range, "none", { ...filters, ...(compare && { compare }) }),
    timeline: timelineQuery(range, {
      ...(filters.task && { task: filters.task }),
      ...(filters.model && { model: filters.model }),
    }),
  };
}
