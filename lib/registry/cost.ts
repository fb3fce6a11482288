import type { ModelPrice, RateCard, ServiceTier } from "./price-schemas";

/**
 * Tokens of one call, each counted in exactly one of the first four classes; `Usage` of lib/providers/contract.ts fits.
 * The others name parts of them that may have a price of their own.
 */
export type TokenCounts = {
  /** Fresh ones: neither read from nor written to the vendor's cache. */
  inputTokens: number;
  cacheReadTokens: number;
  cacheWriteTokens: number;
  /** Reasoning included. */
  outputTokens: number;
  /** Part of `cacheWriteTokens` that is kept for an hour. (Default: 0.) */
  cacheWrite1hTokens?: number;
  /** Part of `outputTokens`. (Default: 0.) */
  reasoningTokens?: number;
  /** Part of `inputTokens` that is sound. (Default: 0.) */
  audioInputTokens?: number;
  /** Part of `outputTokens` that is sound and no reasoning. (Default: 0.) */
  audioOutputTokens?: number;
  /** How the vendor served it; null = the ordinary way. (Default: null.) */
  serviceTier?: ServiceTier | null;
};

type PricedClass =
  "input" | "audioInput" | "cacheRead" | "cacheWrite" | "cacheWrite1h" | "output" | "reasoning" | "audioOutput";

/** What one class of tokens costs; `perMillion` null = no source states a price. */
type Charge = { class: PricedClass; tokens: number; perMillion: number | null };

type Rates = Omit<RateCard, "tiers">;

/**
 * US dollars of one call: the sum over classes of tokens × price / 1,000,000, and what the request itself costs. The
 * tier is chosen by the input of all classes together and applies to the whole request. null (unknown) when the model
 * has no price, the way it was served has none, or a class that occurs in the call has none.
 */
export function costOfUsage(price: ModelPrice | null, usage: TokenCounts): number | null {
  const card = price && ratesOf(price, usage);
  if (!price || !card) return null;
  let millionths = 0;
  for (const { tokens, perMillion } of chargesOf(card.rates, usage)) {
    if (tokens === 0) continue;
    if (perMillion === null) return null;
    millionths += tokens * perMillion;
  }
  return millionths / 1_000_000 + (price.perRequest ?? 0);
}

type ChosenRates = {
  rates: Rates;
  /** From which input on they hold, tokens; 0 = from the first. */
  aboveInputTokens: number;
};

/** The rates of this call; null when none are stated for the way it was served. */
function ratesOf(price: ModelPrice, usage: TokenCounts): ChosenRates | null {
  const totalInput = usage.inputTokens + usage.cacheReadTokens + usage.cacheWriteTokens;
  const ordinary = tierOf(price, totalInput);
  const { serviceTier = null } = usage;
  if (serviceTier === null) return ordinary;
  const card = price.serviceTiers?.[serviceTier];
  // A card that says nothing of long inputs cannot price them where the ordinary way has a price of its own for them.
  if (!card || (ordinary.aboveInputTokens > 0 && !card.tiers?.length)) return null;
  return tierOf(card, totalInput);
}

/** The prices of a request with this many input tokens of all classes together. */
function tierOf(card: RateCard, totalInputTokens: number): ChosenRates {
  let rates: Rates = card;
  let aboveInputTokens = 0;
  for (const tier of card.tiers ?? []) {
    if (totalInputTokens <= tier.aboveInputTokens) break;
    rates = tier;
    aboveInputTokens = tier.aboveInputTokens;
  }
  return { rates, aboveInputTokens };
}

/** Every class of the call with its price; parts without a price of their own stay in the class that holds them. */
export function chargesOf(rates: Rates, usage: TokenCounts): Charge[] {
  const audioInput = rates.audioInputPerMillion === undefined ? 0 : partOf(usage.audioInputTokens, usage.inputTokens);
  const reasoning = rates.reasoningPerMillion === undefined ? 0 : partOf(usage.reasoningTokens, usage.outputTokens);
  const audioOutput =
    rates.audioOutputPerMillion === undefined ? 0 : partOf(usage.audioOutputTokens, usage.outputTokens - reasoning);
  const write1h = partOf(usage.cacheWrite1hTokens, usage.cacheWriteTokens);
  return [
    { class: "input", tokens: usage.inputTokens - audioInput, perMillion: rates.inputPerMillion },
    { class: "audioInput", tokens: audioInput, perMillion: rates.audioInputPerMillion ?? null },
    { class: "cacheRead", tokens: usage.cacheReadTokens, perMillion: rates.cacheReadPerMillion },
    { class: "cacheWrite", tokens: usage.cacheWriteTokens - write1h, perMillion: rates.cacheWritePerMillion },
    { class: "cacheWrite1h", tokens: write1h, perMillion: rates.cacheWrite1hPerMillion ?? null },
    { class: "output", tokens: usage.outputTokens - reasoning - audioOutput, perMillion: rates.outputPerMillion },
    { class: "reasoning", tokens: reasoning, perMillion: rates.reasoningPerMillion ?? null },
    { class: "audioOutput", tokens: audioOutput, perMillion: rates.audioOutputPerMillion ?? null },
  ];
}

const partOf = (part: number | undefined, whole: number): number => Math.min(part ?? 0, whole);

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
