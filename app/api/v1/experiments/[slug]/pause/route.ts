import { route } from "@/lib/auth";
import { pauseExperiment } from "@/lib/experiments";
import { StartExperimentInput } from "@/lib/experiments/schemas";

/** Sends all traffic to the task's own configuration until it is started again. */
export const POST = route({
  body: StartExperimentInput,
  handle: ({ ctx, params, body }) => pauseExperiment(ctx, params.slug ?? "", body),
});
