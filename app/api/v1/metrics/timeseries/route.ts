import { route } from "@/lib/auth";
import { exportTimeseries, metricsTimeseries } from "@/lib/executions";
import { TimeseriesQuery } from "@/lib/executions/schemas";

/** Sums per bucket of time and per model, task or another group. With `format` as a file. */
export const GET = route({
  query: TimeseriesQuery,
  handle: async ({ ctx, query }) => {
    const series = await metricsTimeseries(ctx, query);
    return query.format ? exportTimeseries(ctx, series, query.format) : series;
  },
});
