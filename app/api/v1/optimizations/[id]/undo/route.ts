import { route } from "@/lib/auth";
import { undoOptimization } from "@/lib/optimization";

/** Restores the configuration that was in force before, equal to the byte. */
export const POST = route({ handle: ({ ctx, params }) => undoOptimization(ctx, params.id ?? "") });
