import type { ModelPrice } from "./model-schemas";
import { bookEntry } from "./price-book";
import type { ProviderKind } from "./provider-schemas";

export type PricedModel = {
  upstreamId: string;
  /** What a person stated; null = nothing. */
  priceOverride: ModelPrice | null;
};

/**
 * The price in force at an instant: what a person stated, else measured CPU time for local models, else the price
 * book's; null when none of them knows.
 */
export function priceAt(
  model: PricedModel,
  providerKind: ProviderKind | null,
  { at, cpuHourUsd }: { at: Date; cpuHourUsd: number },
): ModelPrice | null {
  if (model.priceOverride) return model.priceOverride;
  if (providerKind === "local") return computePrice(cpuHourUsd, at);
  return providerKind === null ? null : (bookEntry(providerKind, model.upstreamId, at)?.price ?? null);
}

function computePrice(cpuHourUsd: number, at: Date): ModelPrice {
  return {
    inputPerMillion: null,
    outputPerMillion: null,
    cacheReadPerMillion: null,
    cacheWritePerMillion: null,
    perCpuHour: cpuHourUsd,
    source: "local_compute",
    asOf: at.toISOString().slice(0, 10),
  };
}
