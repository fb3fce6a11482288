import { alertColumns, listAlerts } from "@/lib/alerts";
import { ListAlertsQuery } from "@/lib/alerts/schemas";
import { route } from "@/lib/auth";
import { everyRow, exportRows } from "@/lib/platform/csv";

/** What fired, newest first. With `format` every one as a file. */
export const GET = route({
  query: ListAlertsQuery,
  handle: async ({ ctx, query }) => {
    if (!query.format) return listAlerts(ctx, query);
    return exportRows({
      format: query.format,
      columns: alertColumns,
      rows: everyRow((cursor) => listAlerts(ctx, { ...query, limit: 200, cursor })),
      fileName: `alerts-${ctx.now().toISOString().slice(0, 10)}`,
    });
  },
});
