import { alertRuleColumns, createAlertRule, listAlertRules } from "@/lib/alerts";
import { CreateAlertRuleInput, ListAlertRulesQuery } from "@/lib/alerts/schemas";
import { route } from "@/lib/auth";
import { everyRow, exportRows } from "@/lib/platform/csv";

/** Alert rules, newest first, with where they stand. With `format` every one as a file. */
export const GET = route({
  query: ListAlertRulesQuery,
  handle: async ({ ctx, query }) => {
    if (!query.format) return listAlertRules(ctx, query);
    return exportRows({
      format: query.format,
      columns: alertRuleColumns,
      rows: everyRow((cursor) => listAlertRules(ctx, { ...query, limit: 200, cursor })),
      fileName: `alert-rules-${ctx.now().toISOString().slice(0, 10)}`,
    });
  },
});

/** Makes a rule. What is left out comes from the metric. */
export const POST = route({
  body: CreateAlertRuleInput,
  status: 201,
  handle: ({ ctx, body }) => createAlertRule(ctx, body),
});
