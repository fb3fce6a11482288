import { route } from "@/lib/auth";
import { routingPolicyEvents } from "@/lib/routing";

/** Progress and state of the learning as server-sent events. */
export const GET = route({ handle: ({ ctx, params }) => routingPolicyEvents(ctx, params.id ?? "") });
