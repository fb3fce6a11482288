import { route } from "@/lib/auth";
import { startExperiment } from "@/lib/experiments";
import { StartExperimentInput } from "@/lib/experiments/schemas";

/** Sends traffic to the variants, for the first time or again. Answers 409 with what blocks it. */
export const POST = route({
  body: StartExperimentInput,
  handle: ({ ctx, params, body }) => startExperiment(ctx, params.slug ?? "", body),
});
