import { route } from "@/lib/auth";
import { restoreBudget } from "@/lib/budgets";

/** Undoes a deletion. */
export const POST = route({
  handle: ({ ctx, params }) => restoreBudget(ctx, params.id ?? ""),
});
