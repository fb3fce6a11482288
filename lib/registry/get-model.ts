import { requireScope, type Ctx } from "@/lib/platform/ctx";
import { notFound } from "@/lib/platform/errors";
import { allModels } from "./list-models";
import type { Model } from "./model-schemas";
import { suggestion } from "./suggestion";

/** One model. Throws `not_found`, with the nearest name where there is one. */
export async function getModel(ctx: Ctx, slug: string): Promise<Model> {
  requireScope(ctx, "read");
  const models = await allModels(ctx);
  const model = models.find((candidate) => candidate.slug === slug);
  if (model) return model;
  throw notFound(
    `There is no model \`${slug}\`${suggestion(
      slug,
      models.map((one) => one.slug),
    )}`,
  );
}
