import { route } from "@/lib/auth";
import { cancelRun } from "@/lib/benchmarks";

/** Cancels a run within about a second; what was answered before stays. Answers 409 when it is over already. */
export const POST = route({ handle: ({ ctx, params }) => cancelRun(ctx, params.id ?? "") });
