import type { Database, DatabaseTransaction } from "../db";
import { conflict } from "../errors";
import { jsonText } from "../stored-json";
import type { JobFailure, JobProgress } from "./schemas";

/**
 * The statements of whoever runs jobs. Leases are measured by the database's clock, the only one that all processes
 * share. Whoever holds a lease proves it with the fence in every write; a row that does not match means it is lost.
 */
export type Lease = { organizationId: string; id: string; fence: number };

export type ClaimedJob = Lease & { kind: string; payload: unknown; attempt: number };

export type Outcome =
  { status: "succeeded"; resultText: string } | { status: "failed"; error: JobFailure } | { status: "cancelled" };

export type ClaimOptions = {
  kinds: readonly string[];
  /** Jobs that this process still works on, although it may have lost their lease. */
  exceptIds: readonly string[];
  owner: string;
  leaseMs: number;
  maxAttempts: number;
  now: Date;
};

/** Takes the job that waits longest: one that is due, or one whose runner died. null when there is none. */
export async function claimJob(db: Database, options: ClaimOptions): Promise<ClaimedJob | null> {
  const rows = await db.$queryRaw<ClaimedJob[]>`
    update jobs set
      status = 'running',
      attempts = attempts + 1,
      fence = fence + 1,
      lease_owner = ${options.owner},
      lease_until = clock_timestamp() + ${options.leaseMs}::int * interval '1 millisecond',
      started_at = coalesce(started_at, ${options.now}::timestamptz)
    where (organization_id, id) = (
      select organization_id, id from jobs
      where kind = any(${options.kinds}::text[]) and id <> all(${options.exceptIds}::uuid[]) and not cancel_requested and (
        (status = 'queued' and run_after <= ${options.now}::timestamptz)
        or (status = 'running' and lease_until < clock_timestamp() and attempts < ${options.maxAttempts}::int)
      )
      order by run_after, id
      limit 1
      for update skip locked
    )
    returning organization_id as "organizationId", id, kind, payload, attempts as attempt, fence`;
  return rows[0] ?? null;
}

/** Ends jobs whose runner died and that must not be begun again: cancelled ones, and those that died too often. */
export async function endAbandoned(
  db: Database,
  maxAttempts: number,
  now: Date,
): Promise<{ id: string; kind: string; status: string }[]> {
  const error = jsonText({
    code: "internal",
    message: `The work was interrupted ${maxAttempts} times, the process that did it ended each time. Its log says why; start the work again when that is solved`,
  } satisfies JobFailure);
  return db.$queryRaw`
    update jobs set
      status = case when cancel_requested then 'cancelled' else 'failed' end,
      error = case when cancel_requested then null else ${error}::jsonb end,
      finished_at = ${now}::timestamptz,
      lease_owner = null,
      lease_until = null
    where (organization_id, id) in (
      select organization_id, id from jobs
      where status = 'running' and lease_until < clock_timestamp()
        and (cancel_requested or attempts >= ${maxAttempts}::int)
      limit 100
      for update skip locked
    )
    returning id, kind, status`;
}

/** Of these leases, those that are still held, with whether a cancellation was asked for. */
export async function inspectLeases(
  db: Database,
  leases: readonly Lease[],
): Promise<{ id: string; isCancelRequested: boolean }[]> {
  return db.$queryRaw`
    select jobs.id, cancel_requested as "isCancelRequested" from jobs
    join unnest(${leases.map((lease) => lease.organizationId)}::uuid[], ${leases.map((lease) => lease.id)}::uuid[], ${leases.map((lease) => lease.fence)}::int[])
      as held (organization_id, id, fence)
      on jobs.organization_id = held.organization_id and jobs.id = held.id and jobs.fence = held.fence
    where status = 'running'`;
}

export async function extendLease(db: Database, lease: Lease, leaseMs: number): Promise<boolean> {
  const changed = await db.$executeRaw`
    update jobs set lease_until = clock_timestamp() + ${leaseMs}::int * interval '1 millisecond'
    where organization_id = ${lease.organizationId}::uuid and id = ${lease.id}::uuid and fence = ${lease.fence}::int and status = 'running'`;
  return changed > 0;
}

export async function writeProgress(db: Database, lease: Lease, progress: JobProgress): Promise<boolean> {
  const changed = await db.$executeRaw`
    update jobs set progress = ${jsonText(progress)}::jsonb
    where organization_id = ${lease.organizationId}::uuid and id = ${lease.id}::uuid and fence = ${lease.fence}::int and status = 'running'`;
  return changed > 0;
}

export async function settleJob(
  db: Database,
  lease: Lease,
  end: { outcome: Outcome; progress: JobProgress | null; now: Date },
): Promise<boolean> {
  const { outcome } = end;
  const result = outcome.status === "succeeded" ? outcome.resultText : null;
  const error = outcome.status === "failed" ? jsonText(outcome.error) : null;
  const changed = await db.$executeRaw`
    update jobs set
      status = ${outcome.status},
      result = ${result}::jsonb,
      error = ${error}::jsonb,
      progress = coalesce(${end.progress && jsonText(end.progress)}::jsonb, progress),
      finished_at = ${end.now}::timestamptz,
      lease_owner = null,
      lease_until = null
    where organization_id = ${lease.organizationId}::uuid and id = ${lease.id}::uuid and fence = ${lease.fence}::int and status = 'running'`;
  return changed > 0;
}

/** Gives the job back unfinished, as if this attempt had not been. One that should be cancelled ends instead. */
export async function releaseJob(db: Database, lease: Lease, now: Date): Promise<boolean> {
  const changed = await db.$executeRaw`
    update jobs set
      status = case when cancel_requested then 'cancelled' else 'queued' end,
      finished_at = case when cancel_requested then ${now}::timestamptz else null end,
      attempts = attempts - 1,
      lease_owner = null,
      lease_until = null
    where organization_id = ${lease.organizationId}::uuid and id = ${lease.id}::uuid and fence = ${lease.fence}::int and status = 'running'`;
  return changed > 0;
}

/**
 * Locks the job's row until the transaction ends, so that what it writes counts only while the lease is held.
 * Throws `conflict` when another process has the job.
 */
export async function requireLease(tx: DatabaseTransaction, lease: Lease): Promise<void> {
  const rows = await tx.$queryRaw<unknown[]>`
    select 1 as held from jobs
    where organization_id = ${lease.organizationId}::uuid and id = ${lease.id}::uuid and fence = ${lease.fence}::int and status = 'running'
    for update`;
  if (rows.length === 0) throw conflict("The work was taken over by another process, so this result is not kept");
}
