import { route } from "@/lib/auth";
import { cancelRoutingPolicy } from "@/lib/routing";

/** Cancels the learning within about a second. Answers 409 when it is over already. */
export const POST = route({ handle: ({ ctx, params }) => cancelRoutingPolicy(ctx, params.id ?? "") });
