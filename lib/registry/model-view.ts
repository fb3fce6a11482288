import type { Ctx } from "@/lib/platform/ctx";
import { modelStatus } from "./build-snapshot";
import { isCatalogueSlug, kindOfCatalogueSlug } from "./catalogue";
import { cheapestPerMillion, costEfficiency } from "./cost";
import { credentialsOf } from "./credentials";
import type { Model } from "./model-schemas";
import { pricePeriod } from "./model-price";
import type { StoredModel } from "./model-store";
import type { StoredStatement } from "./price-store";
import { connectionOf } from "./provider-status";
import type { StoredProvider } from "./provider-store";

/**
 * Stored models as people and programs see them, in the same order. `models` are all of the organization, because
 * cost efficiency compares with the cheapest of them; simulated prices are nobody's, so they are left out.
 */
export function toModels(
  ctx: Ctx,
  models: readonly StoredModel[],
  providers: readonly StoredProvider[],
  statedPrices: ReadonlyMap<string, StoredStatement[]>,
): Model[] {
  const credentials = credentialsOf(ctx);
  const pricing = { at: ctx.now(), cpuHourUsd: ctx.runtime.environment.cpuHourUsd };
  const states = new Map(
    providers.map((row) => [row.slug, { kind: row.kind, status: connectionOf(row, credentials).status }]),
  );
  const priced = models.map((row) => {
    const provider = states.get(row.providerSlug);
    const kind = provider?.kind ?? kindOfCatalogueSlug(row.slug);
    return {
      row,
      provider,
      price: pricePeriod({ ...row, statedPrices: statedPrices.get(row.slug) ?? [] }, kind, pricing).price,
      isCompared: row.kind === "chat" && kind !== "simulator" && kind !== "replay",
    };
  });
  const cheapest = cheapestPerMillion(priced.filter(({ isCompared }) => isCompared).map(({ price }) => price));
  return priced.map(({ row, provider, price, isCompared }) => ({
    id: row.id,
    slug: row.slug,
    providerSlug: row.providerSlug,
    upstreamId: row.upstreamId,
    name: row.name,
    kind: row.kind,
    capabilities: row.capabilities,
    contextWindow: row.contextWindow,
    maxOutputTokens: row.maxOutputTokens,
    price,
    costEfficiency: isCompared ? costEfficiency(price, cheapest) : null,
    isEnabled: row.isEnabled,
    status: modelStatus(row.isEnabled, provider?.status),
    isBuiltIn: isCatalogueSlug(row.slug),
    createdAt: row.createdAt,
    updatedAt: row.updatedAt,
  }));
}
