import { recordAudit } from "@/lib/platform/audit";
import { requireScope, type Ctx } from "@/lib/platform/ctx";
import { conflict } from "@/lib/platform/errors";
import { changeRegistry, getModelVersion, lockVersions, updateVersionStatus } from "@/lib/registry";
import type { ModelVersion } from "@/lib/registry/schemas";
import type { ReasonInput } from "./schemas";

/** Keeps a version from being deployed. Throws `conflict` for one that serves, or that is being tried. */
export async function deprecateModelVersion(ctx: Ctx, id: string, { reason }: ReasonInput): Promise<ModelVersion> {
  return changeStatus(ctx, id, "deprecated", reason);
}

/** Lets a deprecated version be deployed again. */
export async function restoreModelVersion(ctx: Ctx, id: string, { reason }: ReasonInput): Promise<ModelVersion> {
  return changeStatus(ctx, id, "inactive", reason);
}

async function changeStatus(
  ctx: Ctx,
  id: string,
  status: "deprecated" | "inactive",
  reason: string,
): Promise<ModelVersion> {
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
    await updateVersionStatus(tx, organizationId, id, status);
    await recordAudit(tx, ctx, {
      action: status === "deprecated" ? "model_version.deprecate" : "model_version.restore",
      subjectType: "model_version",
      subjectId: id,
      before: { status: version.status },
      after: { status },
      reason: reason || null,
    });
    return { ...version, status };
  });
}
