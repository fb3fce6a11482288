import type { DatabaseTransaction } from "@/lib/platform/db";

type Purge = { organizationId: string; taskSlug: string | null; purgedAtMs: number };

/** The newest purge of each organization and task. */
export async function selectPurges(db: DatabaseTransaction): Promise<Purge[]> {
  const rows = await db.cachePurge.findMany();
  return rows.map(({ organizationId, taskSlug, purgedAt }) => ({
    organizationId,
    taskSlug: taskSlug || null,
    purgedAtMs: purgedAt.getTime(),
  }));
}

export async function writePurge(
  tx: DatabaseTransaction,
  organizationId: string,
  taskSlug: string | null,
  purgedAt: Date,
): Promise<void> {
  const key = { organizationId, taskSlug: taskSlug ?? "" };
  await tx.cachePurge.upsert({
    where: { organizationId_taskSlug: key },
    create: { ...key, purgedAt },
    update: { purgedAt },
  });
}
