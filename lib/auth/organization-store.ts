import type { DatabaseTransaction } from "@/lib/platform/db";

export type Organization = { id: string; name: string; slug: string };

export async function insertOrganization(
  tx: DatabaseTransaction,
  organization: Organization & { createdAt: Date },
): Promise<void> {
  await tx.organization.create({ data: organization });
}

export function findOrganization(db: DatabaseTransaction, id: string): Promise<Organization | null> {
  return db.organization.findUnique({ where: { id }, select: { id: true, name: true, slug: true } });
}

/** Held until the transaction ends, so that of several people who set up a new installation only one succeeds. */
export async function lockSetup(tx: DatabaseTransaction): Promise<void> {
  await tx.$executeRaw`SELECT pg_advisory_xact_lock(hashtext('ai-gym.setup'))`;
}
