import { recordAudit } from "@/lib/platform/audit";
import { requireScope, type Ctx } from "@/lib/platform/ctx";
import { invalidInput } from "@/lib/platform/errors";
import { newId } from "@/lib/platform/ids";
import { changeRegistry } from "./change-registry";
import { requireTask } from "./list-tasks";
import { selectModel } from "./model-store";
import { nextVersion } from "./next-version";
import { PublishModelVersionInput, type ModelVersion } from "./version-schemas";
import { activateOnly, insertModelVersion, lockTask, selectPublishedVersions } from "./version-store";

/** Registers a trained artefact under the next semantic version and, unless told otherwise, lets it serve requests. */
export async function publishModelVersion(ctx: Ctx, input: PublishModelVersionInput): Promise<ModelVersion> {
  requireScope(ctx, "write");
  const { activate, ...facts } = PublishModelVersionInput.parse(input);
  const { organizationId } = ctx;
  const now = ctx.now();
  return changeRegistry(ctx, async (tx) => {
    await requireTask(tx, organizationId, facts.taskSlug);
    if (!(await selectModel(tx, organizationId, facts.modelSlug))) {
      throw invalidInput(`There is no model \`${facts.modelSlug}\``, { field: "modelSlug" });
    }
    await lockTask(tx, organizationId, facts.taskSlug);
    const published = await selectPublishedVersions(tx, organizationId, facts);
    const version = await insertModelVersion(
      tx,
      organizationId,
      {
        ...facts,
        id: facts.id ?? newId(now.getTime()),
        version: nextVersion(published, facts.labels),
        status: "inactive",
      },
      now,
    );
    if (activate) await activateOnly(tx, organizationId, version);
    const after: ModelVersion = { ...version, status: activate ? "active" : "inactive" };
    await recordAudit(tx, ctx, {
      action: "model_version.publish",
      subjectType: "model_version",
      subjectId: version.id,
      before: null,
      after,
    });
    return after;
  });
}
