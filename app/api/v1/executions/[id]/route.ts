import { route } from "@/lib/auth";
import { getExecution } from "@/lib/executions";

/** One execution with its routing decision, attempts, tokens and cost. */
export const GET = route({ handle: ({ ctx, params }) => getExecution(ctx, params.id ?? "") });
