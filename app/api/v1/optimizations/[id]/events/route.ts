import { route } from "@/lib/auth";
import { optimizationEvents } from "@/lib/optimization";

/** Progress and state of the search as server-sent events. */
export const GET = route({ handle: ({ ctx, params }) => optimizationEvents(ctx, params.id ?? "") });
