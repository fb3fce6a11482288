import { route } from "@/lib/auth";
import { eachExecution, executionColumns, listExecutions } from "@/lib/executions";
import { ListExecutionsQuery } from "@/lib/executions/schemas";
import { exportRows } from "@/lib/platform/csv";

/** Executions, newest first. With `format` every matching one as a file. */
export const GET = route({
  query: ListExecutionsQuery,
  handle: async ({ ctx, query }) => {
    if (!query.format) return listExecutions(ctx, query);
    return exportRows({
      format: query.format,
      columns: executionColumns,
      rows: eachExecution(ctx, query),
      fileName: `executions-${ctx.now().toISOString().slice(0, 10)}`,
    });
  },
});
