import { route } from "@/lib/auth";
import { promptUsage } from "@/lib/prompts";
import { PromptUsageQuery } from "@/lib/prompts/schemas";

/** Calls, quality, cost and latency of each version over the last days. */
export const GET = route({
  query: PromptUsageQuery,
  handle: ({ ctx, params, query }) => promptUsage(ctx, params.slug ?? "", query),
});
