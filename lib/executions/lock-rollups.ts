import type { DatabaseTransaction } from "@/lib/platform/db";

/** Whoever writes an organization's rollups holds this until its transaction ends. Storing executions writes none. */
export async function lockRollups(tx: DatabaseTransaction, organizationId: string): Promise<void> {
  await tx.$queryRaw`SELECT pg_advisory_xact_lock(hashtextextended(${`rollups:${organizationId}`}, 0))::text`;
}
