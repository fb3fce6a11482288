import { recordAudit } from "@/lib/platform/audit";
import { requireScope, type Ctx } from "@/lib/platform/ctx";
import { conflict } from "@/lib/platform/errors";
import { changeRegistry } from "./change-registry";
import { getModelVersion } from "./model-versions";
import type { ModelVersion } from "./version-schemas";
import { activateOnly, lockTask, selectModelVersions } from "./version-store";

/** Lets this version serve its task and model; the one that did so before becomes inactive. Throws `conflict` for a deleted one. */
export async function activateModelVersion(ctx: Ctx, id: string): Promise<ModelVersion> {
  requireScope(ctx, "write");
  const { taskSlug } = await getModelVersion(ctx, id);
  const { organizationId } = ctx;
  return changeRegistry(ctx, async (tx) => {
    await lockTask(tx, organizationId, taskSlug);
    const version = await getModelVersion({ ...ctx, db: tx as Ctx["db"] }, id);
    if (version.status === "deleted") throw conflict(`Version ${version.version} is deleted: restore it first`);
    const [previous] = await selectModelVersions(tx, organizationId, {
      task: version.taskSlug,
      model: version.modelSlug,
      status: "active",
    });
    await activateOnly(tx, organizationId, version);
    await recordAudit(tx, ctx, {
      action: "model_version.activate",
      subjectType: "model_version",
      subjectId: id,
      before: previous ? { active: previous.id, version: previous.version } : null,
      after: { active: id, version: version.version, task: version.taskSlug, model: version.modelSlug },
    });
    return { ...version, status: "active" };
  });
}
