import { route } from "@/lib/auth";
import { listRecommendations } from "@/lib/optimization";
import { ListRecommendationsQuery } from "@/lib/optimization/schemas";

/** Changes that the product proposes, newest first. */
export const GET = route({
  query: ListRecommendationsQuery,
  handle: ({ ctx, query }) => listRecommendations(ctx, query),
});
