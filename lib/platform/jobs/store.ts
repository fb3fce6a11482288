import type { Database, DatabaseTransaction } from "../db";
import { jsonText } from "../stored-json";
import { JobFailure, JobProgress, type Job, type JobStatus, type ListJobsQuery } from "./schemas";

type JobRow = NonNullable<Awaited<ReturnType<Database["job"]["findUnique"]>>>;

export type NewJob = {
  organizationId: string;
  id: string;
  kind: string;
  payload: unknown;
  runAfter: Date;
  createdBy: string;
  createdAt: Date;
};

export async function insertJob(db: DatabaseTransaction, { payload, ...job }: NewJob): Promise<Job> {
  const row = await db.job.create({
    data: { ...job, status: "queued" satisfies JobStatus, payload: JSON.parse(jsonText(payload)) as object },
  });
  return toJob(row);
}

export async function findJob(db: Database, organizationId: string, id: string): Promise<Job | null> {
  const row = await db.job.findUnique({ where: { organizationId_id: { organizationId, id } } });
  return row && toJob(row);
}

/** Newest first, one row more than the limit. */
export async function findJobs(
  db: Database,
  organizationId: string,
  query: ListJobsQuery,
  afterId: string | null,
): Promise<Job[]> {
  const rows = await db.job.findMany({
    where: {
      organizationId,
      ...(query.kind && { kind: query.kind }),
      ...(query.status && { status: query.status }),
      ...(afterId && { id: { lt: afterId } }),
    },
    orderBy: { id: "desc" },
    take: query.limit + 1,
  });
  return rows.map(toJob);
}

/**
 * Cancels a waiting job at once and marks a running one. Returns whether there was anything to cancel. One statement,
 * so that a runner that takes the job meanwhile either sees the mark or finds it cancelled.
 */
export async function requestCancel(db: Database, organizationId: string, id: string, now: Date): Promise<boolean> {
  const changed = await db.$executeRaw`
    update jobs set
      cancel_requested = true,
      finished_at = case when status = 'queued' then ${now}::timestamptz else finished_at end,
      status = case when status = 'queued' then 'cancelled' else status end
    where organization_id = ${organizationId}::uuid and id = ${id}::uuid and status in ('queued', 'running')`;
  return changed > 0;
}

export async function deleteJobRows(
  db: DatabaseTransaction,
  organizationId: string,
  ids: readonly string[],
): Promise<number> {
  const { count } = await db.job.deleteMany({ where: { organizationId, id: { in: [...ids] } } });
  return count;
}

export async function deleteOldJobRows(db: Database, before: Date, keptKinds: readonly string[]): Promise<number> {
  const finished: JobStatus[] = ["succeeded", "failed", "cancelled"];
  const { count } = await db.job.deleteMany({
    where: { status: { in: finished }, finishedAt: { lt: before }, kind: { notIn: [...keptKinds] } },
  });
  return count;
}

function toJob(row: JobRow): Job {
  return {
    id: row.id,
    kind: row.kind,
    status: row.status as JobStatus,
    progress: JobProgress.nullable().catch(null).parse(row.progress),
    result: row.result,
    error: JobFailure.nullable().catch(null).parse(row.error),
    attempts: row.attempts,
    isCancelRequested: row.cancelRequested,
    createdBy: row.createdBy,
    runAfter: row.runAfter.toISOString(),
    createdAt: row.createdAt.toISOString(),
    startedAt: row.startedAt?.toISOString() ?? null,
    finishedAt: row.finishedAt?.toISOString() ?? null,
  };
}
