import { recordAudit } from "@/lib/platform/audit";
import { requireScope, type Ctx } from "@/lib/platform/ctx";
import { notFound } from "@/lib/platform/errors";
import { changeRegistry } from "./change-registry";
import { getModel } from "./get-model";
import type { Model, UpdateModelInput } from "./model-schemas";
import { selectModel, updateModelRow } from "./model-store";
import { addStatement, requireTokenPrice } from "./state-price";

/** Changes what is given and leaves the rest. A disabled model gets no requests and stays in the catalogue. */
export async function updateModel(ctx: Ctx, slug: string, input: UpdateModelInput): Promise<Model> {
  requireScope(ctx, "write");
  // Asked first for its message: it suggests the nearest name.
  const model = await getModel(ctx, slug);
  const { price, ...changes } = input;
  if (price) requireTokenPrice(model);
  await changeRegistry(ctx, async (tx) => {
    const before = await selectModel(tx, ctx.organizationId, slug);
    if (!before) throw notFound(`The model \`${slug}\` was deleted meanwhile`);
    if (price !== undefined && (price !== null || model.price?.source === "override")) {
      await addStatement(tx, ctx, slug, { price, validTo: null, origin: "person" });
    }
    if (Object.keys(changes).length === 0) return;
    const after = await updateModelRow(tx, ctx.organizationId, slug, changes, ctx.now());
    await recordAudit(tx, ctx, { action: "model.update", subjectType: "model", subjectId: slug, before, after });
  });
  return getModel(ctx, slug);
}
