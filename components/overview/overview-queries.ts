import { metricsQuery, timelineQuery, timeseriesQuery } from "@/lib/client/metrics";
import type { TimeRange } from "@/lib/client/time-range";
import { metricsFiltersOf, type OverviewParameters } from "./overview-parameters";

/** A chart has eight lines: the busiest by name, and all others as one, so that it adds up. */
export const NAMED_GROUPS = 7;

/** What the overview asks for, the same on the server and in the browser. */
export function overviewQueries(range: TimeRange, parameters: OverviewParameters) {
  const filters = metricsFiltersOf(parameters);
  const { compare, by } = parameters;
  return {
    report: metricsQuery(range, filters),
    grouped: timeseriesQuery(range, by, { ...filters, maxGroups: NAMED_GROUPS }),
    total: timeseriesQuery(range, "none", { ...filters, ...(compare && { compare }) }),
    timeline: timelineQuery(range, {
      ...(filters.task && { task: filters.task }),
      ...(filters.model && { model: filters.model }),
    }),
  };
}
