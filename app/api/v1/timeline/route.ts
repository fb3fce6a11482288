import { route } from "@/lib/auth";
import { listTimeline } from "@/lib/timeline";
import { TimelineQuery } from "@/lib/timeline/schemas";

/**
 * What happened and may show in charts, newest first: configurations, optimizations, experiments, deployments, benchmarks,
 * alerts, models, prices and providers. An entry that can be taken back names the request that does it.
 */
export const GET = route({ query: TimelineQuery, handle: ({ ctx, query }) => listTimeline(ctx, query) });
