import { route } from "@/lib/auth";
import { getTriggers } from "@/lib/training";
import { TaskQuery } from "@/lib/training/schemas";

/** Where the triggers of a task stand: value, threshold, state and reason of each. */
export const GET = route({ query: TaskQuery, handle: ({ ctx, query }) => getTriggers(ctx, query) });
