import type { ModelPrice, PriceOverride } from "./model-schemas";

/** Prices as a person stated them, vouched for on the day they did. */
export function toOverride(price: PriceOverride, now: Date): ModelPrice {
  return { ...price, source: "override", asOf: now.toISOString().slice(0, 10) };
}
