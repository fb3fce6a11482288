import { recordAudit } from "@/lib/platform/audit";
import { requireScope, type Ctx } from "@/lib/platform/ctx";
import { invalidInput, notFound } from "@/lib/platform/errors";
import { changeRegistry } from "./change-registry";
import { getModel } from "./get-model";
import type { Model, UpdateModelInput } from "./model-schemas";
import { selectModel, updateModelRow, type ModelChanges } from "./model-store";
import { toOverride } from "./price-override";

/** Changes what is given and leaves the rest. A disabled model gets no requests and stays in the catalogue. */
export async function updateModel(ctx: Ctx, slug: string, input: UpdateModelInput): Promise<Model> {
  requireScope(ctx, "write");
  // Asked first for its message: it suggests the nearest name.
  const model = await getModel(ctx, slug);
  const { price, ...plain } = input;
  if (price && model.price?.source === "local_compute") {
    throw invalidInput("A model of this server costs its CPU time: set GYM_CPU_HOUR_USD instead", { field: "price" });
  }
  const changes: ModelChanges = {
    ...plain,
    ...(price !== undefined && { priceOverride: price && toOverride(price, ctx.now()) }),
  };
  await changeRegistry(ctx, async (tx) => {
    const before = await selectModel(tx, ctx.organizationId, slug);
    if (!before) throw notFound(`The model \`${slug}\` was deleted meanwhile`);
    const after = await updateModelRow(tx, ctx.organizationId, slug, changes, ctx.now());
    await recordAudit(tx, ctx, { action: "model.update", subjectType: "model", subjectId: slug, before, after });
  });
  return getModel(ctx, slug);
}
