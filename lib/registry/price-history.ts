import { requireScope, type Ctx } from "@/lib/platform/ctx";
import { kindOfCatalogueSlug } from "./catalogue";
import { getModel } from "./get-model";
import { basePeriod, pricePeriod } from "./model-price";
import type { PriceHistory } from "./price-schemas";
import { selectStatedPrices } from "./price-store";
import { selectProviders } from "./provider-store";
import { toPriceStatement } from "./state-price";

/** Everything that people stated of a model's price, what holds without them, and what holds now. */
export async function priceHistory(ctx: Ctx, slug: string): Promise<PriceHistory> {
  requireScope(ctx, "read");
  const { providerSlug, upstreamId } = await getModel(ctx, slug);
  const [stated, providers] = await Promise.all([
    selectStatedPrices(ctx.db, ctx.organizationId, slug),
    selectProviders(ctx.db, ctx.organizationId),
  ]);
  const statedPrices = stated.get(slug) ?? [];
  const kind = providers.find((one) => one.slug === providerSlug)?.kind ?? kindOfCatalogueSlug(slug);
  const now = ctx.now();
  const options = { at: now, cpuHourUsd: ctx.runtime.environment.cpuHourUsd };
  const current = pricePeriod({ upstreamId, statedPrices }, kind, options);
  return {
    statements: statedPrices.map((one) => toPriceStatement(slug, one, statedPrices, now)),
    base: basePeriod(upstreamId, kind, options).price,
    current: current.price,
    changesAt: Number.isFinite(current.untilMs) ? new Date(current.untilMs).toISOString() : null,
  };
}
