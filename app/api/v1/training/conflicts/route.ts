import { route } from "@/lib/auth";
import { listConflicts } from "@/lib/training";
import { ListConflictsQuery } from "@/lib/training/schemas";

/** Texts for which several labels are open or accepted. */
export const GET = route({ query: ListConflictsQuery, handle: ({ ctx, query }) => listConflicts(ctx, query) });
