import { route } from "@/lib/auth";
import { listOptimizationTrials } from "@/lib/optimization";

/** The evidence: every test as each configuration answered it. */
export const GET = route({ handle: ({ ctx, params }) => listOptimizationTrials(ctx, params.id ?? "") });
