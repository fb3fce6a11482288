import { route } from "@/lib/auth";
import { buildDataset, listDatasets } from "@/lib/training";
import { BuildDatasetInput, ListDatasetsQuery } from "@/lib/training/schemas";

/** Labelled datasets, newest first. */
export const GET = route({ query: ListDatasetsQuery, handle: ({ ctx, query }) => listDatasets(ctx, query) });

/** Makes a dataset of the accepted examples, on top of an imported one. */
export const POST = route({ body: BuildDatasetInput, status: 201, handle: ({ ctx, body }) => buildDataset(ctx, body) });
