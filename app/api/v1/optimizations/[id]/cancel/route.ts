import { route } from "@/lib/auth";
import { cancelOptimization } from "@/lib/optimization";

/** Ends the search within about a second. Answers 409 when it is over. */
export const POST = route({ handle: ({ ctx, params }) => cancelOptimization(ctx, params.id ?? "") });
