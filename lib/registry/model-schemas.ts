import { z } from "zod";
import { PageQuery } from "@/lib/platform/pagination";
import { ProviderSlug } from "./provider-schemas";
import { name, text } from "./text-schema";
import { CAPABILITIES, MODEL_KINDS, MODEL_STATUSES } from "./words";

export const Capability = z.enum(CAPABILITIES);
export type Capability = z.infer<typeof Capability>;

export const ModelKind = z.enum(MODEL_KINDS);
export type ModelKind = z.infer<typeof ModelKind>;

/** Provider slug, then the vendor's name: `openai/gpt-5-mini`, `openrouter/moonshotai/kimi-k3`. */
export const ModelSlug = z
  .string()
  .max(200)
  .regex(
    /^[a-z0-9][a-z0-9._:~@-]*(\/[a-z0-9~][a-z0-9._:~@-]*)+$/,
    "must be the provider, a slash and a name in lower case, such as `openai/gpt-5-mini`",
  );

const usdPerMillion = z.number().min(0).max(100_000).nullable();

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
};

/** Prices of the WHOLE request, from its first token, once its input of all classes exceeds `aboveInputTokens`. */
export const PriceTier = z.strictObject({ aboveInputTokens: z.number().int().positive(), ...tokenPrices });
export type PriceTier = z.infer<typeof PriceTier>;

export const ModelPrice = z.strictObject({
  ...tokenPrices,
  /** Ascending by `aboveInputTokens`. */
  tiers: z.array(PriceTier).max(10).optional(),
  /** US dollars per hour of CPU time; only with source `local_compute`, whose token prices are null. */
  perCpuHour: z.number().min(0).optional(),
  /** `price_book`: @pydantic/genai-prices; `override`: stated by a person; `local_compute`: measured CPU time. */
  source: z.enum(["price_book", "override", "local_compute"]),
  /** Day on which the source vouched for the numbers, `YYYY-MM-DD`. */
  asOf: z.iso.date(),
  /** The source's own remark. */
  note: z.string().max(2_000).optional(),
});
export type ModelPrice = z.infer<typeof ModelPrice>;

/** Prices that a person states. They replace the price book as a whole. */
export const PriceOverride = z
  .strictObject({
    inputPerMillion: usdPerMillion,
    outputPerMillion: usdPerMillion,
    cacheReadPerMillion: usdPerMillion.default(null),
    cacheWritePerMillion: usdPerMillion.default(null),
    cacheWrite1hPerMillion: usdPerMillion.optional(),
    tiers: z.array(PriceTier).max(10).optional(),
    note: text(500).trim().optional(),
  })
  .refine((price) => isAscending((price.tiers ?? []).map((tier) => tier.aboveInputTokens)), {
    path: ["tiers"],
    message: "must be ascending by `aboveInputTokens`",
  });
export type PriceOverride = z.infer<typeof PriceOverride>;

const isAscending = (numbers: number[]) =>
  numbers.every((number, index) => index === 0 || number > numbers[index - 1]!);

export const ModelStatus = z.enum(MODEL_STATUSES);
export type ModelStatus = z.infer<typeof ModelStatus>;

export type Model = {
  id: string;
  slug: string;
  providerSlug: string;
  /** The vendor's own name of the model. */
  upstreamId: string;
  name: string;
  kind: ModelKind;
  capabilities: Capability[];
  /** Most tokens of input and output together; null when unknown. */
  contextWindow: number | null;
  maxOutputTokens: number | null;
  /** null = unknown. */
  price: ModelPrice | null;
  /** 0–100: price of the cheapest priced chat model here as a share of this one's; null when it has no token price or is simulated. */
  costEfficiency: number | null;
  isEnabled: boolean;
  status: ModelStatus;
  /** From the built-in catalogue: it can be disabled, not deleted. */
  isBuiltIn: boolean;
  createdAt: string;
  updatedAt: string;
};

const tokenCount = z.number().int().min(1).max(100_000_000);

export const RegisterModelInput = z.strictObject({
  provider: ProviderSlug,
  upstreamId: name(200),
  /** (Default: provider, slash, upstream id.) */
  slug: ModelSlug.optional(),
  /** (Default: the upstream id.) */
  name: name(120).optional(),
  kind: ModelKind.default("chat"),
  /** (Default: `chat` and `streaming` for chat, `embeddings` for embedding, `classification` for classifier.) */
  capabilities: z.array(Capability).max(CAPABILITIES.length).optional(),
  contextWindow: tokenCount.nullable().optional(),
  maxOutputTokens: tokenCount.nullable().optional(),
  /** null or absent: the price book's price where it knows the model, else unknown. */
  price: PriceOverride.nullable().optional(),
});
export type RegisterModelInput = z.infer<typeof RegisterModelInput>;

export const UpdateModelInput = z
  .strictObject({
    name: name(120),
    capabilities: z.array(Capability).max(CAPABILITIES.length),
    contextWindow: tokenCount.nullable(),
    maxOutputTokens: tokenCount.nullable(),
    /** null returns to the price book. */
    price: PriceOverride.nullable(),
    isEnabled: z.boolean(),
  })
  .partial();
export type UpdateModelInput = z.infer<typeof UpdateModelInput>;

const booleanParameter = z.union([z.boolean(), z.enum(["true", "false"]).transform((text) => text === "true")]);

export const ListModelsQuery = z.strictObject({
  provider: ProviderSlug.optional(),
  capability: Capability.optional(),
  kind: ModelKind.optional(),
  status: ModelStatus.optional(),
  isEnabled: booleanParameter.optional(),
  /** Part of the name or slug, any case. */
  q: z.string().trim().max(100).optional(),
  ...PageQuery.shape,
});
export type ListModelsQuery = z.infer<typeof ListModelsQuery>;
