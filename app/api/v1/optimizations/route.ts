import { route } from "@/lib/auth";
import { listOptimizations, previewOptimization, startOptimization } from "@/lib/optimization";
import { ListOptimizationsQuery, StartOptimizationInput } from "@/lib/optimization/schemas";

/** Searches for better configurations, newest first. */
export const GET = route({ query: ListOptimizationsQuery, handle: ({ ctx, query }) => listOptimizations(ctx, query) });

/**
 * Searches for a better configuration of a task in the background; with `dryRun` only says what would be tried, cost
 * and affected. Answers 409 with the id of the run that is under way for the task.
 */
export const POST = route({
  body: StartOptimizationInput,
  status: 202,
  handle: ({ ctx, body }) => (body.dryRun ? previewOptimization(ctx, body) : startOptimization(ctx, body)),
});
