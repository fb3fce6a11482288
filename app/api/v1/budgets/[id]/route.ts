import { route } from "@/lib/auth";
import { deleteBudget, getBudget, updateBudget } from "@/lib/budgets";
import { UpdateBudgetInput } from "@/lib/budgets/schemas";

/** One budget with its earlier windows, also a deleted one. */
export const GET = route({
  handle: ({ ctx, params }) => getBudget(ctx, params.id ?? ""),
});

/** Changes what is given. Undo is to send what it was before. */
export const PATCH = route({
  body: UpdateBudgetInput,
  handle: ({ ctx, params, body }) => updateBudget(ctx, params.id ?? "", body),
});

/** Ends a budget. Its history stays, and `POST /budgets/{id}/restore` brings it back. */
export const DELETE = route({
  handle: ({ ctx, params }) => deleteBudget(ctx, params.id ?? ""),
});
