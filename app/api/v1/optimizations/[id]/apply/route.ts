import { route } from "@/lib/auth";
import { applyOptimization } from "@/lib/optimization";

/** Puts what was found in force. Answers 409 with the difference when the configuration was changed meanwhile. */
export const POST = route({ handle: ({ ctx, params }) => applyOptimization(ctx, params.id ?? "") });
