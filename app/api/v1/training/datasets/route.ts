import { route } from "@/lib/auth";
import { listDatasets } from "@/lib/training";
import { ListDatasetsQuery } from "@/lib/training/schemas";

/** Labelled datasets, newest first. */
export const GET = route({ query: ListDatasetsQuery, handle: ({ ctx, query }) => listDatasets(ctx, query) });
