import { route } from "@/lib/auth";
import { getResults, resultColumns, resultRows } from "@/lib/experiments";
import { ResultsQuery } from "@/lib/experiments/schemas";
import { exportRows } from "@/lib/platform/csv";

/** Effects, intervals, sample ratio, guardrails and the verdict. With `format` one row for each metric and variant. */
export const GET = route({
  query: ResultsQuery,
  handle: async ({ ctx, params, query }) => {
    const results = await getResults(ctx, params.slug ?? "");
    if (!query.format) return results;
    return exportRows({
      format: query.format,
      columns: resultColumns,
      rows: resultRows(results),
      fileName: `experiment-${results.experiment}`,
    });
  },
});
