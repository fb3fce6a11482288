import { z } from "zod";
import { requireScope, type Ctx } from "@/lib/platform/ctx";
import { decodeCursor, page, type Page } from "@/lib/platform/pagination";
import { selectDatasets } from "./dataset-store";
import type { Dataset, ListDatasetsQuery } from "./schemas";

/** The organization's datasets, newest first. */
export async function listDatasets(ctx: Ctx, query: ListDatasetsQuery): Promise<Page<Dataset>> {
  requireScope(ctx, "read");
  const rows = await selectDatasets(ctx, query.task, query.limit + 1, decodeCursor(query.cursor, z.uuid()));
  return page({ rows, limit: query.limit, cursorOf: (dataset) => dataset.id });
}
