import type { DatabaseTransaction } from "@/lib/platform/db";
import type { ModelVersion } from "./version-schemas";
import { activateOnly, lockTask, selectModelVersions, updateVersionStatus } from "./version-store";

/** A version that is being tried beside the active one of its task and model. */
export type VersionRollout = {
  taskSlug: string;
  modelSlug: string;
  versionId: string;
  deploymentId: string;
  /** Share of the units that it serves, 0–1; 0 = it answers unseen. */
  share: number;
  /** The version that does not serve a request is asked unseen, so that both are judged by the same requests. */
  isCompared: boolean;
};

export async function selectVersionRollouts(
  db: DatabaseTransaction,
  organizationId: string,
): Promise<VersionRollout[]> {
  return db.versionRollout.findMany({
    where: { organizationId },
    select: { taskSlug: true, modelSlug: true, versionId: true, deploymentId: true, share: true, isCompared: true },
  });
}

/**
 * Makes other writers of the task's versions wait until the transaction ends, and returns what serves the model now:
 * the active version and the one that is being tried.
 */
export async function lockVersions(
  tx: DatabaseTransaction,
  organizationId: string,
  { taskSlug, modelSlug }: { taskSlug: string; modelSlug: string },
): Promise<{ active: ModelVersion | null; rollout: VersionRollout | null }> {
  await lockTask(tx, organizationId, taskSlug);
  const [active] = await selectModelVersions(tx, organizationId, {
    task: taskSlug,
    model: modelSlug,
    status: "active",
  });
  const rollouts = await selectVersionRollouts(tx, organizationId);
  const rollout = rollouts.find((one) => one.taskSlug === taskSlug && one.modelSlug === modelSlug);
  return { active: active ?? null, rollout: rollout ?? null };
}

/** Sends this share of the units to the version; one row per task and model. Part of a transaction that holds `lockVersions`. */
export async function putVersionRollout(
  tx: DatabaseTransaction,
  organizationId: string,
  { taskSlug, modelSlug, ...rest }: VersionRollout,
): Promise<void> {
  await tx.versionRollout.upsert({
    where: { organizationId_taskSlug_modelSlug: { organizationId, taskSlug, modelSlug } },
    create: { organizationId, taskSlug, modelSlug, ...rest },
    update: rest,
  });
}

/** The active version serves everything again. Part of a transaction that holds `lockVersions`. */
export async function endVersionRollout(
  tx: DatabaseTransaction,
  organizationId: string,
  deploymentId: string,
): Promise<void> {
  await tx.versionRollout.deleteMany({ where: { organizationId, deploymentId } });
}

/**
 * Lets the version serve everything; the one that did so before gets `previousStatus`. Ends a rollout of the model.
 * Part of a transaction that holds `lockVersions`.
 */
export async function serveVersion(
  tx: DatabaseTransaction,
  organizationId: string,
  version: ModelVersion,
  previous: { id: string; status: "inactive" | "deprecated" } | null,
): Promise<void> {
  await activateOnly(tx, organizationId, version);
  if (previous && previous.id !== version.id) {
    await updateVersionStatus(tx, organizationId, previous.id, previous.status);
  }
}
