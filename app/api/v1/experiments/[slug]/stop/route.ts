import { route } from "@/lib/auth";
import { stopExperiment } from "@/lib/experiments";
import { StopExperimentInput } from "@/lib/experiments/schemas";

/** Ends it; `promote` makes a variant the task's configuration. Answers 409 when it is stopped already. */
export const POST = route({
  body: StopExperimentInput,
  handle: ({ ctx, params, body }) => stopExperiment(ctx, params.slug ?? "", body),
});
