import { keyNames, route } from "@/lib/auth";
import { costRows, exportCosts } from "@/lib/executions";
import { CostExportQuery } from "@/lib/executions/schemas";

/** Every row of a breakdown as a file. (Default: csv.) */
export const GET = route({
  query: CostExportQuery,
  handle: async ({ ctx, query }) => {
    const rows = await costRows(ctx, query, { nameKeys: (ids) => keyNames(ctx, ids) });
    return exportCosts(ctx, query.by, rows, query.format);
  },
});
