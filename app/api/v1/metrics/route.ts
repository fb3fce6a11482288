import { route } from "@/lib/auth";
import { reportMetrics } from "@/lib/executions";
import { MetricsQuery } from "@/lib/executions/schemas";

/** Sums of a window, of the one before it, and per model and task. */
export const GET = route({ query: MetricsQuery, handle: ({ ctx, query }) => reportMetrics(ctx, query) });
