import { route } from "@/lib/auth";
import { runEvents } from "@/lib/benchmarks";

/** Progress and state of a run as server-sent events. */
export const GET = route({ handle: ({ ctx, params }) => runEvents(ctx, params.id ?? "") });
