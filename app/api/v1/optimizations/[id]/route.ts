import { route } from "@/lib/auth";
import { getOptimization } from "@/lib/optimization";

/** One search with its plan, how far it is, and what it found. */
export const GET = route({ handle: ({ ctx, params }) => getOptimization(ctx, params.id ?? "") });
