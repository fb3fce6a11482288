import { calcPrice, type ConditionalPrice, type TieredPrices } from "@pydantic/genai-prices";
import type { ModelPrice } from "./price-schemas";
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
  /** In which time the price is the same, milliseconds since 1970; minus and plus infinity without a bound. */
  fromMs: number;
  /** Excluded. */
  untilMs: number;
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
    ...periodOf(found.model.prices, at.getTime()),
  };
}

const DAY_MS = 24 * 3_600_000;

/** Prices of the book begin on a day, or hold between two times of every day. */
function periodOf(prices: ConditionalPrice[] | object, atMs: number): { fromMs: number; untilMs: number } {
  const midnightMs = Math.floor(atMs / DAY_MS) * DAY_MS;
  const bounds = (Array.isArray(prices) ? (prices as ConditionalPrice[]) : []).flatMap(({ constraint }) => {
    if (!constraint) return [];
    if (constraint.type === "start_date") return [Date.parse(`${constraint.start_date}T00:00:00Z`)];
    const times = [constraint.start_time, constraint.end_time].map((time) => Date.parse(`1970-01-01T${time}`));
    return times.flatMap((timeMs) => [-DAY_MS, 0, DAY_MS].map((day) => midnightMs + day + timeMs));
  });
  return {
    fromMs: Math.max(-Infinity, ...bounds.filter((bound) => bound <= atMs)),
    untilMs: Math.min(Infinity, ...bounds.filter((bound) => bound > atMs)),
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
    ...(typeof prices.requests_kcount === "number" && { perRequest: prices.requests_kcount / 1_000 }),
    source: "price_book",
    ref: `book:${PRICE_BOOK.version}`,
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
  "output_reasoning_mtok",
  "input_audio_mtok",
  "output_audio_mtok",
] as const;

/** Classes that most models do not tell apart, by our name. */
const SPECIAL = {
  cacheWrite1hPerMillion: "cache_write_1h_mtok",
  reasoningPerMillion: "output_reasoning_mtok",
  audioInputPerMillion: "input_audio_mtok",
  audioOutputPerMillion: "output_audio_mtok",
} as const;

function ratesAt(prices: BookPrices, totalInputTokens: number) {
  const rate = (key: (typeof TOKEN_CLASSES)[number]) => rateAt(prices[key], totalInputTokens);
  const special = Object.entries(SPECIAL).flatMap(([name, key]) =>
    prices[key] === undefined ? [] : [[name, rate(key)] as const],
  );
  return {
    inputPerMillion: rate("input_mtok"),
    outputPerMillion: rate("output_mtok"),
    cacheReadPerMillion: rate("cache_read_mtok"),
    cacheWritePerMillion: rate("cache_write_mtok"),
    ...(Object.fromEntries(special) as Partial<Record<keyof typeof SPECIAL, number | null>>),
  };
}

function rateAt(price: number | TieredPrices | undefined, totalInputTokens: number): number | null {
  if (price === undefined) return null;
  if (typeof price === "number") return price;
  return price.tiers.reduce((rate, tier) => (totalInputTokens > tier.start ? tier.price : rate), price.base);
}
