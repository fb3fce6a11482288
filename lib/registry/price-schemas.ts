import { z } from "zod";
import { name, text } from "./text-schema";

/** Far below what any vendor asks for a million tokens, and above what the dearest asks for one. */
const SMALLEST_PER_MILLION = 0.0005;

const usdPerMillion = z
  .number()
  .min(0)
  .max(100_000)
  .refine((price) => price === 0 || price >= SMALLEST_PER_MILLION, {
    error: ({ input }) =>
      `looks like a price per token: prices are per million tokens, so this would be ${Number((Number(input) * 1_000_000).toPrecision(12))}`,
  })
  .nullable();

/** US dollars per million tokens of one class. null = the source states none, which is not zero. */
const tokenPrices = {
  /** Fresh input: neither read from nor written to the vendor's prompt cache. */
  inputPerMillion: usdPerMillion,
  /** Output, reasoning included. */
  outputPerMillion: usdPerMillion,
  cacheReadPerMillion: usdPerMillion,
  /** Kept for the vendor's shortest time (Anthropic: five minutes). */
  cacheWritePerMillion: usdPerMillion,
  cacheWrite1hPerMillion: usdPerMillion.optional(),
  /** Only where reasoning costs something else than other output. */
  reasoningPerMillion: usdPerMillion.optional(),
  /** Only where sound costs something else than text. */
  audioInputPerMillion: usdPerMillion.optional(),
  audioOutputPerMillion: usdPerMillion.optional(),
};

/** Prices of the WHOLE request, from its first token, once its input of all classes exceeds `aboveInputTokens`. */
export const PriceTier = z.strictObject({ aboveInputTokens: z.number().int().positive(), ...tokenPrices });
export type PriceTier = z.infer<typeof PriceTier>;

const isAscending = (tiers: PriceTier[]) =>
  tiers.every((tier, index) => index === 0 || tier.aboveInputTokens > tiers[index - 1]!.aboveInputTokens);

const tiers = z.array(PriceTier).max(10).refine(isAscending, { message: "must be ascending by `aboveInputTokens`" });

/** All prices of one way to be served. */
export const RateCard = z.strictObject({ ...tokenPrices, tiers: tiers.optional() });
export type RateCard = z.infer<typeof RateCard>;

/**
 * How a vendor was asked to serve: `batch` = within a day, `flex` = slower and cheaper, `priority` = faster and dearer.
 * Without one it is the ordinary way.
 */
const SERVICE_TIERS = ["batch", "flex", "priority"] as const;
export const ServiceTier = z.enum(SERVICE_TIERS);
export type ServiceTier = z.infer<typeof ServiceTier>;

const cardFields = {
  ...tokenPrices,
  /** Ascending by `aboveInputTokens`. */
  tiers: tiers.optional(),
  /** US dollars for each request, beside its tokens. */
  perRequest: z.number().min(0).max(1_000).optional(),
  /** Where a service tier is absent, what it costs is unknown. */
  serviceTiers: z.partialRecord(ServiceTier, RateCard).optional(),
};

const PRICE_SOURCES = ["price_book", "override", "local_compute", "simulated"] as const;

export const ModelPrice = z.strictObject({
  ...cardFields,
  /** US dollars per hour of CPU time; only with source `local_compute`, whose token prices are null. */
  perCpuHour: z.number().min(0).optional(),
  /**
   * `price_book`: @pydantic/genai-prices; `override`: stated by a person; `local_compute`: measured CPU time;
   * `simulated`: pretended by the simulator.
   */
  source: z.enum(PRICE_SOURCES),
  /** Names this price for ever: `book:<edition>`, `override:<id of the statement>`, `cpu:<US dollars per hour>`, `simulated`. */
  ref: z.string(),
  /** Day on which the source vouched for the numbers, `YYYY-MM-DD`. */
  asOf: z.iso.date(),
  /** The source's own remark. */
  note: z.string().max(2_000).optional(),
});
export type ModelPrice = z.infer<typeof ModelPrice>;

/** Prices that a person states. They replace the price book as a whole. */
export const PriceOverride = z.strictObject({
  ...cardFields,
  cacheReadPerMillion: usdPerMillion.default(null),
  cacheWritePerMillion: usdPerMillion.default(null),
  note: text(500).trim().optional(),
});
export type PriceOverride = z.infer<typeof PriceOverride>;

export const PRICE_ORIGINS = ["person", "price_check"] as const;

/** What a person says of a model's price for a time. Withdrawn statements stay in the list and count no more. */
export type PriceStatement = {
  id: string;
  model: string;
  /** null = the price book's again. */
  price: PriceOverride | null;
  /** null = since ever. */
  validFrom: string | null;
  /** Excluded; null = until further notice. */
  validTo: string | null;
  /** `price_check`: taken over from a second price book. */
  origin: (typeof PRICE_ORIGINS)[number];
  /** Whether it is what counts now. */
  isInForce: boolean;
  createdBy: string;
  createdAt: string;
  withdrawnBy: string | null;
  withdrawnAt: string | null;
};

export type PriceHistory = {
  /** Newest first. */
  statements: PriceStatement[];
  /** What holds where no statement does, now; null = no source states a price. */
  base: ModelPrice | null;
  /** The price in force now. */
  current: ModelPrice | null;
  /** When the price in force changes next, as far as it is known. */
  changesAt: string | null;
};

const instant = z.iso.datetime({ offset: true }).nullable();

export const StatePriceInput = z
  .strictObject({
    /** null returns to the price book for the time. */
    price: PriceOverride.nullable(),
    /** null = since ever. (Default: now.) In the past it is a correction: re-price the executions since then. */
    validFrom: instant.optional(),
    /** Excluded. null = until further notice. (Default: null.) */
    validTo: instant.default(null),
    origin: z.enum(PRICE_ORIGINS).default("person"),
    reason: name(500).optional(),
  })
  .refine(({ validFrom, validTo }) => !validFrom || !validTo || Date.parse(validFrom) < Date.parse(validTo), {
    path: ["validTo"],
    message: "must be after `validFrom`",
  });
export type StatePriceInput = z.infer<typeof StatePriceInput>;

export const ModelPricesQuery = z.strictObject({
  /** Slug of the model. */
  model: z.string().min(1).max(200),
});
export type ModelPricesQuery = z.infer<typeof ModelPricesQuery>;
