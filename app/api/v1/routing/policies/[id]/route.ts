import { route } from "@/lib/auth";
import { getRoutingPolicy } from "@/lib/routing";

/** One policy with its evidence and how far the learning is. */
export const GET = route({ handle: ({ ctx, params }) => getRoutingPolicy(ctx, params.id ?? "") });
