import { z } from "zod";
import { requireScope, type Ctx } from "@/lib/platform/ctx";
import { decodeCursor, page, type Page } from "@/lib/platform/pagination";
import type { ListModelsQuery, Model } from "./model-schemas";
import { selectModels } from "./model-store";
import { toModels } from "./model-view";
import { selectStatedPrices } from "./price-store";
import { selectProviders } from "./provider-store";

/** The catalogue in order of slug, so that the models of a provider stand together. */
export async function listModels(ctx: Ctx, query: ListModelsQuery): Promise<Page<Model>> {
  requireScope(ctx, "read");
  const after = decodeCursor(query.cursor, z.string());
  const rows = (await allModels(ctx))
    .filter((model) => isWanted(model, query))
    .filter((model) => after === null || model.slug > after);
  return page({ rows: rows.slice(0, query.limit + 1), limit: query.limit, cursorOf: (model) => model.slug });
}

/** Every model of the caller's organization in order of slug. */
export async function allModels(ctx: Ctx): Promise<Model[]> {
  const [models, providers, statedPrices] = await Promise.all([
    selectModels(ctx.db, ctx.organizationId),
    selectProviders(ctx.db, ctx.organizationId),
    selectStatedPrices(ctx.db, ctx.organizationId),
  ]);
  // The database's collation need not be the cursor's order.
  return toModels(ctx, models, providers, statedPrices).sort((a, b) => (a.slug < b.slug ? -1 : 1));
}

function isWanted(model: Model, { provider, capability, kind, status, isEnabled, q }: ListModelsQuery): boolean {
  return (
    (provider === undefined || model.providerSlug === provider) &&
    (capability === undefined || model.capabilities.includes(capability)) &&
    (kind === undefined || model.kind === kind) &&
    (status === undefined || model.status === status) &&
    (isEnabled === undefined || model.isEnabled === isEnabled) &&
    (!q || `${model.name}\n${model.slug}`.toLowerCase().includes(q.toLowerCase()))
  );
}
