import { route } from "@/lib/auth";
import { budgetColumns, createBudget, listBudgets } from "@/lib/budgets";
import { CreateBudgetInput, ListBudgetsQuery } from "@/lib/budgets/schemas";
import { everyRow, exportRows } from "@/lib/platform/csv";

/** Budgets, newest first, with what is spent of them now. With `format` every one as a file. */
export const GET = route({
  query: ListBudgetsQuery,
  handle: async ({ ctx, query }) => {
    if (!query.format) return listBudgets(ctx, query);
    return exportRows({
      format: query.format,
      columns: budgetColumns,
      rows: everyRow((cursor) => listBudgets(ctx, { ...query, limit: 200, cursor })),
      fileName: `budgets-${ctx.now().toISOString().slice(0, 10)}`,
    });
  },
});

/** Makes a budget. It counts what was spent since its window began, also before it was made. */
export const POST = route({
  body: CreateBudgetInput,
  status: 201,
  handle: ({ ctx, body }) => createBudget(ctx, body),
});
