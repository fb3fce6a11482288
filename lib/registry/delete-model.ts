import { recordAudit } from "@/lib/platform/audit";
import { requireScope, type Ctx } from "@/lib/platform/ctx";
import { conflict } from "@/lib/platform/errors";
import { changeRegistry } from "./change-registry";
import { configurationsUsing } from "./configurations-using";
import { getModel } from "./get-model";
import { deleteModelRows, lockModelsForChange, selectModel } from "./model-store";
import { withdrawStatementsOf } from "./price-store";

/** Removes a model that people added. Throws `conflict` for a built-in one and for one that a configuration names. */
export async function deleteModel(ctx: Ctx, slug: string): Promise<{ slug: string }> {
  requireScope(ctx, "write");
  const model = await getModel(ctx, slug);
  if (model.isBuiltIn) {
    throw conflict(
      `\`${slug}\` belongs to the catalogue and cannot be deleted: disable it instead (\`isEnabled: false\`)`,
    );
  }
  await changeRegistry(ctx, async (tx) => {
    await lockModelsForChange(tx, ctx.organizationId, [slug]);
    const tasks = await configurationsUsing(tx, ctx.organizationId, [slug]);
    if (tasks.length > 0) {
      throw conflict(`\`${slug}\` is used by the configuration of ${tasks.map((task) => `\`${task}\``).join(", ")}`, {
        details: { tasks },
      });
    }
    const before = await selectModel(tx, ctx.organizationId, slug);
    await deleteModelRows(tx, ctx.organizationId, [slug]);
    await withdrawStatementsOf(tx, ctx.organizationId, [slug], { by: ctx.actor.name, at: ctx.now() });
    await recordAudit(tx, ctx, { action: "model.delete", subjectType: "model", subjectId: slug, before, after: null });
  });
  return { slug };
}
