import { recordAudit } from "@/lib/platform/audit";
import { requireScope, type Ctx } from "@/lib/platform/ctx";
import { conflict } from "@/lib/platform/errors";
import { changeRegistry, getModelVersion, lockVersions, markVersionDeleted, updateVersionStatus } from "@/lib/registry";
import type { ModelVersion } from "@/lib/registry/schemas";
import { holdArtefact } from "./deleted-artefacts";
import type { ReasonInput } from "./schemas";

/** Keeps a version from being deployed. Throws `conflict` for one that serves, that is being tried, or that is deleted. */
export async function deprecateModelVersion(ctx: Ctx, id: string, { reason }: ReasonInput): Promise<ModelVersion> {
  return retire(ctx, id, "deprecated", reason);
}

/**
 * Takes a version away: nobody can deploy it, and a day later what it consists of is removed. Its number, its evaluation
 * and what was recorded of it stay, so that what came of it can still be traced. Throws `conflict` for one that serves,
 * or that is being tried.
 */
export async function deleteModelVersion(ctx: Ctx, id: string, { reason }: ReasonInput): Promise<ModelVersion> {
  return retire(ctx, id, "deleted", reason);
}

/** Lets a deprecated or deleted version be deployed again. Throws `conflict` when what it consists of is removed by now. */
export async function restoreModelVersion(ctx: Ctx, id: string, { reason }: ReasonInput): Promise<ModelVersion> {
  return retire(ctx, id, "inactive", reason);
}

type Retired = "deprecated" | "deleted" | "inactive";

const ACTIONS = {
  deprecated: "model_version.deprecate",
  deleted: "model_version.delete",
  inactive: "model_version.restore",
} as const satisfies Record<Retired, string>;

async function retire(ctx: Ctx, id: string, status: Retired, reason: string): Promise<ModelVersion> {
  requireScope(ctx, "write");
  const known = await getModelVersion(ctx, id);
  const { organizationId } = ctx;
  return changeRegistry(ctx, async (tx) => {
    const { rollout } = await lockVersions(tx, organizationId, known);
    const version = await getModelVersion({ ...ctx, db: tx as Ctx["db"] }, id);
    if (version.status === "active") {
      throw conflict(`Version ${version.version} serves requests: deploy another one first`);
    }
    if (rollout?.versionId === id) {
      throw conflict(`Version ${version.version} is being deployed: abort that first`);
    }
    if (version.status === status) return version;
    if (version.status === "deleted") await requireRestorable(ctx, tx, version, status);
    const deletedAt = status === "deleted" ? ctx.now() : null;
    if (deletedAt) await markVersionDeleted(tx, organizationId, id, deletedAt);
    else if (status !== "deleted") await updateVersionStatus(tx, organizationId, id, status);
    await recordAudit(tx, ctx, {
      action: ACTIONS[status],
      subjectType: "model_version",
      subjectId: id,
      before: { status: version.status },
      after: { status },
      reason: reason || null,
    });
    return { ...version, status, deletedAt: deletedAt?.toISOString() ?? null };
  });
}

async function requireRestorable(
  ctx: Ctx,
  tx: Parameters<typeof holdArtefact>[0],
  { version, artefactSha256 }: ModelVersion,
  status: Retired,
): Promise<void> {
  if (status !== "inactive") throw conflict(`Version ${version} is deleted: restore it first`);
  if (await holdArtefact(tx, ctx.organizationId, artefactSha256)) return;
  throw conflict(`Version ${version} was deleted more than a day ago, and what it consists of is removed: train again`);
}
