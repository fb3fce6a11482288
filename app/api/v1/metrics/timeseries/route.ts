import { route } from "@/lib/auth";
import { metricsTimeseries } from "@/lib/executions";
import { TimeseriesQuery } from "@/lib/executions/schemas";

/** Sums per hour or day and per model, task or status. */
export const GET = route({ query: TimeseriesQuery, handle: ({ ctx, query }) => metricsTimeseries(ctx, query) });
