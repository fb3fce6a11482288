import { z } from "zod";
import type { JobHandler } from "@/lib/platform/jobs";
import { selectCollectionById } from "../collections/collection-store";
import { claimDocuments, countWaiting, releaseDocuments } from "./document-store";
import { indexDocuments } from "./index-documents";

export const INDEXING_JOB = "knowledge.indexing";

const IndexingPayload = z.object({ collectionId: z.uuid() });

/** Documents in hand at once: enough to fill the encoder, few enough that a cancellation loses little. */
const DOCUMENTS_AT_ONCE = 16;

/**
 * Indexes whatever waits in a collection, until nothing does. What was indexed stays when it is cancelled or dies; the
 * rest waits for the next time.
 */
export const indexingJob: JobHandler = async (job) => {
  const { ctx, signal } = job;
  const { collectionId } = IndexingPayload.parse(job.payload);
  const owner = { organizationId: ctx.organizationId, collectionId };
  let indexed = 0;
  try {
    for (;;) {
      signal.throwIfAborted();
      const waiting = await countWaiting(ctx.db, owner);
      job.progress({ done: indexed, total: indexed + waiting, step: "Indexing documents" });
      // Read anew each time: the first documents settle how many dimensions there are.
      const collection = await selectCollectionById(ctx.db, ctx.organizationId, collectionId);
      if (!collection || collection.deletedAt !== null) return { documents: indexed };
      const documents = await claimDocuments(ctx.db, { ...owner, jobId: job.id }, DOCUMENTS_AT_ONCE);
      if (documents.length === 0) return { documents: indexed };
      const work = { ctx, collection, jobId: job.id, signal, requireLease: job.requireLease };
      await indexDocuments(work, documents);
      indexed += documents.length;
    }
  } finally {
    await releaseDocuments(ctx.db, owner, job.id);
  }
};
