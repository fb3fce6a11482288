import { recordAudit } from "@/lib/platform/audit";
import { requireScope, type Ctx } from "@/lib/platform/ctx";
import { changeRegistry } from "./change-registry";
import { getModelVersion } from "./model-versions";
import type { ModelVersion } from "./version-schemas";
import { activateOnly, lockTask, selectModelVersions } from "./version-store";

/** Lets this version serve its task and model; the one that did so before becomes inactive. */
export async function activateModelVersion(ctx: Ctx, id: string): Promise<ModelVersion> {
  requireScope(ctx, "write");
  const version = await getModelVersion(ctx, id);
  const { organizationId } = ctx;
  return changeRegistry(ctx, async (tx) => {
    await lockTask(tx, organizationId, version.taskSlug);
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
