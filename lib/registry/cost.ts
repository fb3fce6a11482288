import type { ModelPrice, PriceTier } from "./model-schemas";

/**
 * Tokens of one call, each counted in exactly one class; `Usage` of lib/providers/contract.ts fits.
 * `inputTokens` are the fresh ones only. Reasoning is inside `outputTokens`, so it is not named here.
 */
export type TokenCounts = {
  inputTokens: number;
  cacheReadTokens: number;
  cacheWriteTokens: number;
  outputTokens: number;
  /** Part of `cacheWriteTokens` that is kept for an hour. (Default: 0.) */
  cacheWrite1hTokens?: number;
};

type Rates = Omit<PriceTier, "aboveInputTokens">;

/**
 * US dollars of one call: the sum over classes of tokens × price / 1,000,000. The tier is chosen by the input of all
 * classes together and applies to the whole request. null (unknown) when the model has no price or a class that
 * occurs in the call has none; a class without tokens needs no price.
 */
export function costOfUsage(price: ModelPrice | null, usage: TokenCounts): number | null {
  if (!price) return null;
  const rates = ratesFor(price, usage.inputTokens + usage.cacheReadTokens + usage.cacheWriteTokens);
  const write1h = usage.cacheWrite1hTokens ?? 0;
  let millionths = 0;
  for (const [tokens, rate] of [
    [usage.inputTokens, rates.inputPerMillion],
    [usage.cacheReadTokens, rates.cacheReadPerMillion],
    [usage.cacheWriteTokens - write1h, rates.cacheWritePerMillion],
    [write1h, rates.cacheWrite1hPerMillion ?? null],
    [usage.outputTokens, rates.outputPerMillion],
  ] as const) {
    if (tokens === 0) continue;
    if (rate === null) return null;
    millionths += tokens * rate;
  }
  return millionths / 1_000_000;
}

/** The prices of a request with this many input tokens of all classes together. */
function ratesFor(price: ModelPrice, totalInputTokens: number): Rates {
  let rates: Rates = price;
  for (const tier of price.tiers ?? []) {
    if (totalInputTokens > tier.aboveInputTokens) rates = tier;
  }
  return rates;
}

/** US dollars of `cpuSeconds` of CPU time; null when the price is not one of local computing. */
export function costOfCompute(price: ModelPrice | null, cpuSeconds: number): number | null {
  return price?.perCpuHour === undefined ? null : (cpuSeconds / 3_600) * price.perCpuHour;
}

/** Three input tokens to one of output: the mix that artificialanalysis.ai compares prices by. */
const INPUT_SHARE = 0.75;

/**
 * US dollars per million tokens of an ordinary mix, three of input to one of output. null when one of the two is
 * unknown; embedding and local models have none.
 */
export function blendedPerMillion(price: ModelPrice | null): number | null {
  if (price === null || price.inputPerMillion === null || price.outputPerMillion === null) return null;
  return INPUT_SHARE * price.inputPerMillion + (1 - INPUT_SHARE) * price.outputPerMillion;
}

/** The lowest blended price of all that cost anything; null when there is none. A free model would make every other look worthless. */
export function cheapestPerMillion(prices: Iterable<ModelPrice | null>): number | null {
  let cheapest: number | null = null;
  for (const price of prices) {
    const blended = blendedPerMillion(price);
    if (blended !== null && blended > 0 && (cheapest === null || blended < cheapest)) cheapest = blended;
  }
  return cheapest;
}

/**
 * 0–100: what the cheapest model costs, as a share of what this one costs, for an ordinary mix of tokens.
 * 100 = none that costs anything is cheaper. A ratio, so currency and unit do not matter. null when the price is unknown.
 */
export function costEfficiency(price: ModelPrice | null, cheapest: number | null): number | null {
  const own = blendedPerMillion(price);
  if (own === null) return null;
  if (cheapest === null || own <= cheapest) return 100;
  return (100 * cheapest) / own;
}
