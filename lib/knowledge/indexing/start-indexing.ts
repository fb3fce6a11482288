import { recordAudit } from "@/lib/platform/audit";
import { requireScope, type Ctx } from "@/lib/platform/ctx";
import type { DatabaseTransaction } from "@/lib/platform/db";
import { cancelJob, enqueueJob, isStillQueued, type Job } from "@/lib/platform/jobs";
import { setIndexingJob, type CollectionRow } from "../collections/collection-store";
import { findCollection } from "../collections/require-collection";
import type { IndexingStarted, ReindexInput } from "../document-schemas";
import { queueDocuments, releaseDocuments, selectJobsAtWork } from "./document-store";
import { INDEXING_JOB } from "./indexing-job";
import { jobNow } from "./job-now";

/** Part of the transaction that put documents in line. Work that has not begun yet takes them along. */
export async function enqueueIndexing(ctx: Ctx, collection: CollectionRow, tx: DatabaseTransaction): Promise<string> {
  const newest = collection.indexingJobId;
  // One that runs may have seen already that nothing waits.
  if (newest !== null && (await isStillQueued(tx, ctx, newest))) return newest;
  const { id } = await enqueueJob(ctx, { kind: INDEXING_JOB, payload: { collectionId: collection.id } }, tx);
  await setIndexingJob(tx, ctx.organizationId, collection.id, id);
  return id;
}

/**
 * Indexes what waits or failed, or everything anew: after a cancellation, after a failure of the model, or when a store
 * lost its vectors.
 */
export async function reindexCollection(ctx: Ctx, slug: string, input: ReindexInput): Promise<IndexingStarted> {
  requireScope(ctx, "write");
  const collection = await findCollection(ctx, slug);
  const owner = { organizationId: ctx.organizationId, collectionId: collection.id };
  const over = (await jobsAtWork(ctx, collection)).filter(({ job }) => !isUnderWay(job)).map(({ id }) => id);
  return ctx.db.$transaction(async (tx) => {
    for (const jobId of over) await releaseDocuments(tx, owner, jobId);
    const waiting = await queueDocuments(tx, owner, input.everything);
    if (waiting === 0) return { jobId: null, waiting };
    await recordAudit(tx, ctx, {
      action: "knowledge_collection.reindex",
      subjectType: "knowledge_collection",
      subjectId: slug,
      before: null,
      after: { ...input, waiting },
    });
    return { jobId: await enqueueIndexing(ctx, collection, tx), waiting };
  });
}

/** Stops the work on the index. What is indexed stays, the rest waits. Gives how many pieces of work that stopped. */
export async function cancelIndexing(ctx: Ctx, slug: string): Promise<{ cancelled: number }> {
  requireScope(ctx, "write");
  const collection = await findCollection(ctx, slug);
  const newest = await jobNow(ctx, collection.indexingJobId);
  const jobs = new Map((await jobsAtWork(ctx, collection)).map(({ id, job }) => [id, job]));
  if (newest) jobs.set(newest.id, newest);
  const underWay = [...jobs.values()].filter(isUnderWay);
  await Promise.all(underWay.map(({ id }) => cancelJob(ctx, id)));
  return { cancelled: underWay.length };
}

const isUnderWay = (job: Job | null): job is Job => job?.status === "queued" || job?.status === "running";

async function jobsAtWork(ctx: Ctx, { id }: CollectionRow): Promise<{ id: string; job: Job | null }[]> {
  const ids = await selectJobsAtWork(ctx.db, { organizationId: ctx.organizationId, collectionId: id });
  return Promise.all(ids.map(async (jobId) => ({ id: jobId, job: await jobNow(ctx, jobId) })));
}
