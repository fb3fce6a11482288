import type { Ctx } from "../ctx";
import type { DatabaseTransaction } from "../db";

/**
 * Whether nobody has begun the job yet. No runner begins it before the transaction ends, so that it will see what the
 * transaction wrote.
 */
export async function isStillQueued(tx: DatabaseTransaction, { organizationId }: Ctx, id: string): Promise<boolean> {
  const rows = await tx.$queryRaw<unknown[]>`
    SELECT 1 FROM jobs
    WHERE organization_id = ${organizationId}::uuid AND id = ${id}::uuid AND status = 'queued' AND NOT cancel_requested
    FOR UPDATE`;
  return rows.length > 0;
}
