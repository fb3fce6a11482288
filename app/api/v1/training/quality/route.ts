import { route } from "@/lib/auth";
import { dataQuality } from "@/lib/training";
import { TaskQuery } from "@/lib/training/schemas";

/** What the examples of a task are like: states, sources, coverage, conflicts, doubtful labels. */
export const GET = route({ query: TaskQuery, handle: ({ ctx, query }) => dataQuality(ctx, query) });
