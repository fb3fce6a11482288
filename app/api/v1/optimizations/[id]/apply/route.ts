import { route } from "@/lib/auth";
import { applyOptimization } from "@/lib/optimization";
import { ApplyOptimizationInput } from "@/lib/optimization/schemas";

/**
 * Puts what was found in force, with `canaryShare` for a share of the requests first; without it, what is tried on a
 * share serves the rest. Answers 409 with the difference when the configuration was changed meanwhile.
 */
export const POST = route({
  query: ApplyOptimizationInput,
  handle: ({ ctx, params, query }) => applyOptimization(ctx, params.id ?? "", query),
});
