import type { Ctx } from "@/lib/platform/ctx";
import { lockRollups } from "./lock-rollups";
import { getRetention } from "./retention";
import { DAY_MS } from "./time-window";

/** Rows that one statement deletes: a fraction of a second. */
const PER_STATEMENT = 5_000;

/**
 * Deletes the organization's executions that are older than it wants to keep, whole days (UTC), with the claims of
 * their callers' ids. Rollups and spending stay. Returns how many rows went.
 */
export async function purgeExecutions(ctx: Ctx, signal?: AbortSignal): Promise<number> {
  const { days } = await getRetention(ctx);
  if (days === null) return 0;
  const before = new Date(Math.floor(ctx.now().getTime() / DAY_MS - days) * DAY_MS);
  const { db, organizationId } = ctx;
  // Said first, and not while days are counted anew: from here on nobody counts these, whether or not their rows are
  // gone. Counting a large day takes minutes.
  await db.$transaction(
    async (tx) => {
      await tx.$executeRaw`SET LOCAL statement_timeout = 0`;
      await lockRollups(tx, organizationId);
      await tx.$executeRaw`
        INSERT INTO execution_purges AS known (organization_id, before) VALUES (${organizationId}::uuid, ${before})
        ON CONFLICT (organization_id) DO UPDATE SET before = greatest(known.before, excluded.before)`;
    },
    { timeout: 600_000 },
  );
  const inBatches = async (statement: () => Promise<number>): Promise<number> => {
    for (let total = 0; ;) {
      signal?.throwIfAborted();
      const deleted = await statement();
      total += deleted;
      if (deleted < PER_STATEMENT) return total;
    }
  };
  const deleted = await inBatches(
    () => db.$executeRaw`
      DELETE FROM executions WHERE organization_id = ${organizationId}::uuid AND (created_at, id) IN (
        SELECT created_at, id FROM executions
        WHERE organization_id = ${organizationId}::uuid AND created_at < ${before}
        ORDER BY created_at LIMIT ${PER_STATEMENT})`,
  );
  await inBatches(
    () => db.$executeRaw`
      DELETE FROM recorded_executions WHERE organization_id = ${organizationId}::uuid AND client_id IN (
        SELECT client_id FROM recorded_executions
        WHERE organization_id = ${organizationId}::uuid AND created_at < ${before} LIMIT ${PER_STATEMENT})`,
  );
  return deleted;
}
