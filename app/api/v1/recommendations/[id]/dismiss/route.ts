import { route } from "@/lib/auth";
import { dismissRecommendation } from "@/lib/optimization";
import { DismissRecommendationInput } from "@/lib/optimization/schemas";

/** Takes the proposal away, with the reason; it does not come again. */
export const POST = route({
  body: DismissRecommendationInput,
  handle: ({ ctx, params, body }) => dismissRecommendation(ctx, params.id ?? "", body),
});
