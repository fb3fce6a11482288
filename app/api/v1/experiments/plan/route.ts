import { route } from "@/lib/auth";
import { planExperiment } from "@/lib/experiments";
import { PlanInput } from "@/lib/experiments/schemas";

/** How many units an experiment needs and how many days that takes. Changes nothing. */
export const POST = route({
  scope: "read",
  body: PlanInput,
  handle: ({ ctx, body }) => planExperiment(ctx, body),
});
