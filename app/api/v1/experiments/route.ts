import { route } from "@/lib/auth";
import { createExperiment, experimentColumns, listExperiments } from "@/lib/experiments";
import { CreateExperimentInput, ListExperimentsQuery } from "@/lib/experiments/schemas";
import { everyRow, exportRows } from "@/lib/platform/csv";

/** Experiments, newest first. With `format` every one as a file. */
export const GET = route({
  query: ListExperimentsQuery,
  handle: async ({ ctx, query }) => {
    if (!query.format) return listExperiments(ctx, query);
    return exportRows({
      format: query.format,
      columns: experimentColumns,
      rows: everyRow((cursor) => listExperiments(ctx, { ...query, limit: 200, cursor })),
      fileName: `experiments-${ctx.now().toISOString().slice(0, 10)}`,
    });
  },
});

/** Makes a draft; nothing happens to traffic before its start. */
export const POST = route({
  body: CreateExperimentInput,
  status: 201,
  handle: ({ ctx, body }) => createExperiment(ctx, body),
});
