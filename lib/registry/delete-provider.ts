import { recordAudit } from "@/lib/platform/audit";
import { requireScope, type Ctx } from "@/lib/platform/ctx";
import { conflict } from "@/lib/platform/errors";
import { isCatalogueSlug } from "./catalogue";
import { changeRegistry } from "./change-registry";
import { configurationsUsing } from "./configurations-using";
import { requireProvider } from "./get-provider";
import { deleteModelRows, lockModelsForChange, selectModels } from "./model-store";
import { withdrawStatementsOf } from "./price-store";
import { deleteProviderRow } from "./provider-store";
import { auditable } from "./provider-view";

/**
 * Removes an added provider, its key and those of its models that are not in the catalogue. Throws `conflict` for
 * providers of the environment and while a configuration names one of its models. Needs the scope `admin`.
 */
export async function deleteProvider(ctx: Ctx, id: string): Promise<{ id: string }> {
  requireScope(ctx, "admin");
  const provider = await requireProvider(ctx, id);
  if (provider.source !== "added") {
    throw conflict(`${provider.name} comes with this server's set-up and cannot be deleted: disable it instead`);
  }
  await changeRegistry(ctx, async (tx) => {
    const models = (await selectModels(tx, ctx.organizationId))
      .filter((model) => model.providerSlug === provider.slug)
      .map((model) => model.slug);
    await lockModelsForChange(tx, ctx.organizationId, models);
    const tasks = await configurationsUsing(tx, ctx.organizationId, models);
    if (tasks.length > 0) {
      throw conflict(
        `Models of ${provider.name} are used by the configuration of ${tasks.map((task) => `\`${task}\``).join(", ")}`,
        { details: { tasks } },
      );
    }
    const added = models.filter((slug) => !isCatalogueSlug(slug));
    await deleteModelRows(tx, ctx.organizationId, added);
    await withdrawStatementsOf(tx, ctx.organizationId, added, { by: ctx.actor.name, at: ctx.now() });
    await deleteProviderRow(tx, ctx.organizationId, id);
    await recordAudit(tx, ctx, {
      action: "provider.delete",
      subjectType: "provider",
      subjectId: id,
      before: { ...auditable(provider), models: added },
      after: null,
    });
  });
  return { id };
}
