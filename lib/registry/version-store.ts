import type { ModelVersion as VersionTableRow } from "@/generated/prisma/client";
import type { DatabaseTransaction } from "@/lib/platform/db";
import type { PublishedVersion } from "./next-version";
import { ValidationMetrics, VersionStatus, type ListModelVersionsQuery, type ModelVersion } from "./version-schemas";

export type NewModelVersion = Omit<ModelVersion, "createdAt" | "deletedAt">;

/** Newest first; deleted ones only when they are asked for. */
export async function selectModelVersions(
  db: DatabaseTransaction,
  organizationId: string,
  { task, model, status }: ListModelVersionsQuery = {},
): Promise<ModelVersion[]> {
  const rows = await db.modelVersion.findMany({
    where: {
      organizationId,
      ...(task && { taskSlug: task }),
      ...(model && { modelSlug: model }),
      status: status ?? { not: "deleted" },
    },
    orderBy: { id: "desc" },
  });
  return rows.map(toModelVersion);
}

export async function selectModelVersion(
  db: DatabaseTransaction,
  organizationId: string,
  id: string,
): Promise<ModelVersion | null> {
  const row = await db.modelVersion.findUnique({ where: { organizationId_id: { organizationId, id } } });
  return row && toModelVersion(row);
}

/** Throws the database's duplicate error when the version number is taken. */
export async function insertModelVersion(
  db: DatabaseTransaction,
  organizationId: string,
  version: NewModelVersion,
  now: Date,
): Promise<ModelVersion> {
  return toModelVersion(await db.modelVersion.create({ data: { ...version, organizationId, createdAt: now } }));
}

/**
 * Makes one version active and every other active one of the same task and model inactive. A version that was being
 * tried beside the old one is tried no longer: it was compared with one that no longer serves.
 */
export async function activateOnly(
  db: DatabaseTransaction,
  organizationId: string,
  version: ModelVersion,
): Promise<void> {
  const { taskSlug, modelSlug, id } = version;
  await db.modelVersion.updateMany({
    where: { organizationId, taskSlug, modelSlug, status: "active", id: { not: id } },
    data: { status: "inactive" },
  });
  await updateVersionStatus(db, organizationId, id, "active");
  await db.versionRollout.deleteMany({ where: { organizationId, taskSlug, modelSlug } });
}

export async function updateVersionStatus(
  db: DatabaseTransaction,
  organizationId: string,
  id: string,
  status: Exclude<VersionStatus, "deleted">,
): Promise<void> {
  await db.modelVersion.update({
    where: { organizationId_id: { organizationId, id } },
    data: { status, deletedAt: null },
  });
}

/** Its number stays taken. */
export async function markVersionDeleted(
  db: DatabaseTransaction,
  organizationId: string,
  id: string,
  deletedAt: Date,
): Promise<void> {
  await db.modelVersion.update({
    where: { organizationId_id: { organizationId, id } },
    data: { status: "deleted", deletedAt },
  });
}

/** Every number that was ever given, also to versions that are deleted by now. */
export async function selectPublishedVersions(
  db: DatabaseTransaction,
  organizationId: string,
  { taskSlug, modelSlug }: { taskSlug: string; modelSlug: string },
): Promise<PublishedVersion[]> {
  return db.modelVersion.findMany({
    where: { organizationId, taskSlug, modelSlug },
    select: { version: true, labels: true },
  });
}

/**
 * Makes writers of versions of one task wait for each other until the transaction ends. Without it, two of them could
 * each activate their own version.
 */
export async function lockTask(db: DatabaseTransaction, organizationId: string, taskSlug: string): Promise<void> {
  await db.$queryRaw`select 1 as locked from tasks
    where organization_id = ${organizationId}::uuid and slug = ${taskSlug} for update`;
}

function toModelVersion(row: VersionTableRow): ModelVersion {
  return {
    id: row.id,
    taskSlug: row.taskSlug,
    modelSlug: row.modelSlug,
    version: row.version,
    status: VersionStatus.parse(row.status),
    artefactSha256: row.artefactSha256,
    metrics: ValidationMetrics.parse(row.metrics),
    labels: row.labels,
    trainingRunId: row.trainingRunId,
    createdAt: row.createdAt.toISOString(),
    deletedAt: row.deletedAt?.toISOString() ?? null,
  };
}

/** By id; unknown ids are left out. */
export async function selectVersionsById(
  db: DatabaseTransaction,
  organizationId: string,
  ids: readonly string[],
): Promise<ModelVersion[]> {
  if (ids.length === 0) return [];
  const rows = await db.modelVersion.findMany({ where: { organizationId, id: { in: [...new Set(ids)] } } });
  return rows.map(toModelVersion);
}

/** Removes every version of every model of a task. */
export async function deleteModelVersionRows(
  tx: DatabaseTransaction,
  organizationId: string,
  taskSlug: string,
): Promise<void> {
  await tx.versionRollout.deleteMany({ where: { organizationId, taskSlug } });
  await tx.modelVersion.deleteMany({ where: { organizationId, taskSlug } });
}
