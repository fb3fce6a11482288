import { route } from "@/lib/auth";
import { getRepricing } from "@/lib/executions";

/** A re-pricing with what it found so far. */
export const GET = route({ handle: ({ ctx, params }) => getRepricing(ctx, params.id!) });
