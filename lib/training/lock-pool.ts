import type { Ctx } from "@/lib/platform/ctx";
import type { DatabaseTransaction } from "@/lib/platform/db";

/** Whoever changes examples of a task holds this until the transaction ends: votes and decisions come one by one. */
export async function lockPool(tx: DatabaseTransaction, { organizationId }: Ctx, task: string): Promise<void> {
  await tx.$executeRaw`SELECT pg_advisory_xact_lock(hashtextextended(${`pool:${organizationId}:${task}`}, 0))`;
}
