import { route } from "@/lib/auth";
import { deactivateRoutingPolicy } from "@/lib/routing";

/** The router's own ranking decides again. */
export const POST = route({ handle: ({ ctx, params }) => deactivateRoutingPolicy(ctx, params.id ?? "") });
