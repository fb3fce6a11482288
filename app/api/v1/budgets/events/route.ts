import { route } from "@/lib/auth";
import { budgetEventColumns, listBudgetEvents } from "@/lib/budgets";
import { ListBudgetEventsQuery } from "@/lib/budgets/schemas";
import { everyRow, exportRows } from "@/lib/platform/csv";

/** Crossed thresholds, refusals and downgrades, newest first. With `format` every one as a file. */
export const GET = route({
  query: ListBudgetEventsQuery,
  handle: async ({ ctx, query }) => {
    if (!query.format) return listBudgetEvents(ctx, query);
    return exportRows({
      format: query.format,
      columns: budgetEventColumns,
      rows: everyRow((cursor) => listBudgetEvents(ctx, { ...query, limit: 200, cursor })),
      fileName: `budget-events-${ctx.now().toISOString().slice(0, 10)}`,
    });
  },
});
