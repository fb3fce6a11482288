import type { Database, DatabaseTransaction } from "@/lib/platform/db";

const DAY_MS = 24 * 3_600_000;

/** Removes what versions consist of that were deleted more than a day ago, unless another version consists of the same. */
export async function purgeDeletedArtefacts(db: Database, now: Date): Promise<number> {
  const before = new Date(now.getTime() - DAY_MS);
  return db.$executeRaw`
    DELETE FROM artefacts AS artefact USING model_versions AS deleted
    WHERE deleted.status = 'deleted' AND deleted.deleted_at < ${before}
      AND artefact.organization_id = deleted.organization_id AND artefact.sha256 = deleted.artefact_sha256
      AND NOT EXISTS (
        SELECT 1 FROM model_versions AS kept
        WHERE kept.organization_id = artefact.organization_id AND kept.artefact_sha256 = artefact.sha256
          AND (kept.deleted_at IS NULL OR kept.deleted_at >= ${before}))`;
}

/** Whether the bytes are still there; nobody removes them until the transaction ends. */
export async function holdArtefact(tx: DatabaseTransaction, organizationId: string, sha256: string): Promise<boolean> {
  const rows = await tx.$queryRaw<unknown[]>`
    SELECT 1 AS held FROM artefacts WHERE organization_id = ${organizationId}::uuid AND sha256 = ${sha256} FOR UPDATE`;
  return rows.length > 0;
}
