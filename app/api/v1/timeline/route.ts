import { route } from "@/lib/auth";
import { listTimeline } from "@/lib/executions";
import { TimelineQuery } from "@/lib/executions/schemas";

/** What was changed and may show in charts: configurations, versions that went live, prices, models, providers. */
export const GET = route({ query: TimelineQuery, handle: ({ ctx, query }) => listTimeline(ctx, query) });
