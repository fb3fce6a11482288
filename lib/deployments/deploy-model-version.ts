import { requireScope, type Ctx } from "@/lib/platform/ctx";
import { conflict, messageOf } from "@/lib/platform/errors";
import { newId } from "@/lib/platform/ids";
import { changeRegistry, getModelVersion, loadArtefact, lockVersions } from "@/lib/registry";
import type { ModelVersion } from "@/lib/registry/schemas";
import { promote, takeStep } from "./change-deployment";
import { findDeployment, insertDeployment, insertEvent, type DeploymentRow } from "./deployment-store";
import { viewDeployment } from "./deployments";
import { planOf } from "./plan-of";
import type { Deployment, DeployInput } from "./schemas";

/**
 * Puts a version into service: at once, or step by step beside the one that serves now. A model's first version is put
 * into service at once, because there is nothing to compare it with. Throws `conflict` when it serves already, when it
 * is deprecated or deleted, when what it consists of is damaged or gone, or while another deployment of the task and model is under way.
 */
export async function deployModelVersion(ctx: Ctx, versionId: string, input: DeployInput): Promise<Deployment> {
  requireScope(ctx, "write");
  const wanted = await getModelVersion(ctx, versionId);
  const { id, taskSlug, modelSlug } = wanted;
  requireNotDeleted(wanted);
  await requireSound(ctx, wanted);
  const plan = planOf(input);
  const { organizationId } = ctx;
  const row = await changeRegistry(ctx, async (tx) => {
    const { active, rollout } = await lockVersions(tx, organizationId, { taskSlug, modelSlug });
    const version = await getModelVersion({ ...ctx, db: tx as Ctx["db"] }, id);
    if (active?.id === id) throw conflict(`Version ${version.version} serves everything already`);
    requireNotDeleted(version);
    if (version.status === "deprecated") {
      throw conflict(`Version ${version.version} is deprecated: restore it first`);
    }
    if (rollout) {
      const message = "Another deployment of this model is under way: wait for it, promote it or abort it";
      throw conflict(message, { details: { deploymentId: rollout.deploymentId } });
    }
    const now = ctx.now();
    const started: DeploymentRow = {
      organizationId,
      id: newId(now.getTime()),
      taskSlug,
      modelSlug,
      versionId: id,
      previousVersionId: active?.id ?? null,
      plan,
      state: { status: "running", step: 0, share: plan.steps[0] ?? 1, since: now.toISOString(), stepStarts: [] },
      measured: null,
      reason: input.reason,
      createdBy: ctx.actor.name,
      createdAt: now,
      finishedAt: null,
    };
    const { measured, ...stored } = started;
    await insertDeployment(tx, stored);
    const locked = { tx, row: { ...started, measured }, active, isTried: true };
    const isAtOnce = active === null || plan.steps.length === 1;
    if (!isAtOnce) return takeStep(ctx, locked, 0, { kind: "started", reason: input.reason });
    await insertEvent(tx, ctx, started.id, { kind: "started", share: 0, reason: input.reason });
    return promote(ctx, locked, {
      reason: active === null ? "There was no version before it to compare it with" : "Everything at once",
    });
  });
  return viewDeployment(ctx, (await findDeployment(ctx.db, organizationId, row.id)) ?? row);
}

function requireNotDeleted({ version, status }: ModelVersion): void {
  if (status === "deleted") throw conflict(`Version ${version} is deleted: restore it first`);
}

/** Found out now, and not by the first request that it serves. */
async function requireSound(
  { db, organizationId }: Ctx,
  { version, artefactSha256: sha256 }: ModelVersion,
): Promise<void> {
  try {
    await loadArtefact(db, { organizationId, sha256 });
  } catch (error) {
    throw conflict(`Version ${version} cannot be deployed: ${messageOf(error)}`, { cause: error });
  }
}
