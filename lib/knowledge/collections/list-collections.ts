import { z } from "zod";
import { requireScope, type Ctx } from "@/lib/platform/ctx";
import { decodeCursor, page, type Page } from "@/lib/platform/pagination";
import { storableText } from "@/lib/platform/stored-json";
import { tasksRetrievingFrom } from "@/lib/registry";
import type { Collection, CollectionDetail, ListCollectionsQuery } from "../collection-schemas";
import { jobNow } from "../indexing/job-now";
import { countDocuments, noDocuments, selectCollections } from "./collection-store";
import { collectionViews, factsOf } from "./collection-view";
import { findCollection } from "./require-collection";

/** In order of slug. */
export async function listCollections(ctx: Ctx, query: ListCollectionsQuery): Promise<Page<Collection>> {
  requireScope(ctx, "read");
  const { search, limit } = query;
  const rows = await selectCollections(ctx.db, ctx.organizationId, {
    ...(search && { search: storableText(search) }),
    afterSlug: decodeCursor(query.cursor, z.string()),
    take: limit + 1,
  });
  return page({ rows: await collectionViews(ctx, rows), limit, cursorOf: ({ slug }) => slug });
}

export async function getCollection(ctx: Ctx, slug: string): Promise<CollectionDetail> {
  requireScope(ctx, "read");
  const row = await findCollection(ctx, slug);
  const counts = await countDocuments(ctx.db, ctx.organizationId, [row.id]);
  const job = await jobNow(ctx, row.indexingJobId);
  return {
    ...factsOf(row),
    ...(counts.get(row.id) ?? noDocuments()),
    indexing: job && {
      id: job.id,
      status: job.status,
      progress: job.progress,
      error: job.error,
      startedAt: job.startedAt,
      finishedAt: job.finishedAt,
    },
    usedBy: await tasksRetrievingFrom(ctx.db, ctx.organizationId, slug),
  };
}
