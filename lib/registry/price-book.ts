import { calcPrice, type TieredPrices } from "@pydantic/genai-prices";
import type { ModelPrice } from "./model-schemas";
import type { ProviderKind } from "./provider-schemas";

/**
 * The edition of @pydantic/genai-prices in use: its data end on that day. The package does not state the day itself,
 * so a test compares the version with the installed one.
 */
export const PRICE_BOOK = { version: "0.1.8", releasedOn: "2026-09-23" } as const;

/** Our kinds that the book covers, by the book's own name. */
const BOOK_PROVIDERS: Partial<Record<ProviderKind, string>> = {
  openai: "openai",
  anthropic: "anthropic",
  gemini: "google",
  groq: "groq",
  openrouter: "openrouter",
};

export type BookEntry = {
  /** null when the book knows the model but states no token price. */
  price: ModelPrice | null;
  name: string | null;
  contextWindow: number | null;
  isDeprecated: boolean;
};

/** What the price book says of a model at an instant; null when it does not know the model. */
export function bookEntry(kind: ProviderKind, upstreamId: string, at: Date): BookEntry | null {
  const providerId = BOOK_PROVIDERS[kind];
  if (!providerId) return null;
  const found = calcPrice({}, upstreamId, { providerId, timestamp: at });
  if (!found || found.provider.id !== providerId) return null;
  return {
    price: toModelPrice(found.model_price, at, found.model.price_comments),
    name: found.model.name ?? null,
    contextWindow: found.model.context_window ?? null,
    isDeprecated: found.model.deprecated ?? false,
  };
}

type BookPrices = Record<string, number | TieredPrices | undefined>;

function toModelPrice(prices: BookPrices, at: Date, comments: string | undefined): ModelPrice | null {
  if (prices.input_mtok === undefined && prices.output_mtok === undefined) return null;
  const starts = tierStarts(prices);
  return {
    ...ratesAt(prices, 0),
    ...(starts.length > 0 && {
      tiers: starts.map((start) => ({ aboveInputTokens: start, ...ratesAt(prices, start + 1) })),
    }),
    source: "price_book",
    asOf: vouchedOn(at),
    ...(comments && { note: comments.slice(0, 2_000) }),
  };
}

/** The book cannot vouch for a day after its own release. */
function vouchedOn(at: Date): string {
  const day = at.toISOString().slice(0, 10);
  return day < PRICE_BOOK.releasedOn ? day : PRICE_BOOK.releasedOn;
}

/** Every class has its own tiers in the book; a request changes its prices wherever one of them starts. */
function tierStarts(prices: BookPrices): number[] {
  const starts = TOKEN_CLASSES.flatMap((key) => {
    const price = prices[key];
    return typeof price === "object" ? price.tiers.map((tier) => tier.start) : [];
  });
  return [...new Set(starts)].sort((a, b) => a - b);
}

const TOKEN_CLASSES = [
  "input_mtok",
  "output_mtok",
  "cache_read_mtok",
  "cache_write_mtok",
  "cache_write_1h_mtok",
] as const;

function ratesAt(prices: BookPrices, totalInputTokens: number) {
  const rate = (key: (typeof TOKEN_CLASSES)[number]) => rateAt(prices[key], totalInputTokens);
  return {
    inputPerMillion: rate("input_mtok"),
    outputPerMillion: rate("output_mtok"),
    cacheReadPerMillion: rate("cache_read_mtok"),
    cacheWritePerMillion: rate("cache_write_mtok"),
    ...(prices.cache_write_1h_mtok !== undefined && { cacheWrite1hPerMillion: rate("cache_write_1h_mtok") }),
  };
}

function rateAt(price: number | TieredPrices | undefined, totalInputTokens: number): number | null {
  if (price === undefined) return null;
  if (typeof price === "number") return price;
  return price.tiers.reduce((rate, tier) => (totalInputTokens > tier.start ? tier.price : rate), price.base);
}
