import type { Database } from "../db";
import { INSTALLATION_ID } from "./recurring-work";

/**
 * The statements of whoever does recurring work. All times are the database's: it is the only clock that all processes
 * share. Every write names the fence, so that a process that lost its lease changes nothing.
 */
export type RecurringLease = { organizationId: string; name: string; fence: number };

export type DueWork = RecurringLease & {
  /** Milliseconds since the last run began; null before the first. */
  lastStartedAgoMs: number | null;
};

/** Adds the rows that are missing, due at once: new work, new organizations. */
export async function insertMissingWork(
  db: Database,
  names: { installation: readonly string[]; organization: readonly string[] },
): Promise<void> {
  await db.$executeRaw`
    insert into recurring_work (organization_id, name, next_run_at)
    select wanted.organization_id, wanted.name, clock_timestamp() from (
      select ${INSTALLATION_ID}::uuid as organization_id, unnest(${names.installation}::text[]) as name
      union all
      select id, unnest(${names.organization}::text[]) from organizations
    ) as wanted
    where not exists (
      select from recurring_work as known
      where known.organization_id = wanted.organization_id and known.name = wanted.name
    )
    order by 1, 2
    on conflict do nothing`;
}

export type ClaimWorkOptions = {
  names: readonly string[];
  /** Work that this process is still at, although it may have lost its lease: another process should have it. */
  except: readonly Pick<RecurringLease, "organizationId" | "name">[];
  owner: string;
  leaseMs: number;
};

/** Takes what is longest due: either nobody has it, or whoever had it shows no sign of life. null when nothing is due. */
export async function claimWork(
  db: Database,
  { names, except, owner, leaseMs }: ClaimWorkOptions,
): Promise<DueWork | null> {
  const exceptIds = except.map(({ organizationId }) => organizationId);
  const exceptNames = except.map(({ name }) => name);
  const rows = await db.$queryRaw<DueWork[]>`
    update recurring_work set
      fence = fence + 1,
      lease_owner = ${owner},
      lease_until = clock_timestamp() + ${leaseMs}::int * interval '1 millisecond'
    where (organization_id, name) = (
      select organization_id, name from recurring_work
      where name = any(${names}::text[]) and next_run_at <= clock_timestamp()
        and (lease_until is null or lease_until < clock_timestamp())
        and (organization_id, name) not in (select * from unnest(${exceptIds}::uuid[], ${exceptNames}::text[]))
      order by next_run_at
      limit 1
      for update skip locked
    )
    returning organization_id as "organizationId", name, fence,
      (extract(epoch from clock_timestamp() - last_started_at) * 1000)::float8 as "lastStartedAgoMs"`;
  return rows[0] ?? null;
}

export async function extendWorkLease(db: Database, lease: RecurringLease, leaseMs: number): Promise<boolean> {
  const changed = await db.$executeRaw`
    update recurring_work set lease_until = clock_timestamp() + ${leaseMs}::int * interval '1 millisecond'
    where organization_id = ${lease.organizationId}::uuid and name = ${lease.name} and fence = ${lease.fence}::int
      and lease_until is not null`;
  return changed > 0;
}

/**
 * Gives the work back. With `ranForMs` it was done, and its run began that long ago; null when it was only looked at.
 * Writes nothing when the lease is lost.
 */
export async function endWork(
  db: Database,
  lease: RecurringLease,
  { ranForMs, nextInMs }: { ranForMs: number | null; nextInMs: number },
): Promise<void> {
  await db.$executeRaw`
    update recurring_work set
      lease_owner = null,
      lease_until = null,
      last_started_at = coalesce(
        clock_timestamp() - ${ranForMs}::float8 * interval '1 millisecond',
        last_started_at
      ),
      next_run_at = clock_timestamp() + ${nextInMs}::float8 * interval '1 millisecond'
    where organization_id = ${lease.organizationId}::uuid and name = ${lease.name} and fence = ${lease.fence}::int`;
}
