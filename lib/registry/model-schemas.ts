import { z } from "zod";
import { PageQuery } from "@/lib/platform/pagination";
import { PriceOverride, type ModelPrice } from "./price-schemas";
import { ProviderSlug } from "./provider-schemas";
import { name } from "./text-schema";
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
  /** The one in force now; null = unknown. */
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
  /** In force since ever. null or absent: the price book's price where it knows the model, else unknown. */
  price: PriceOverride.nullable().optional(),
});
export type RegisterModelInput = z.infer<typeof RegisterModelInput>;

export const UpdateModelInput = z
  .strictObject({
    name: name(120),
    capabilities: z.array(Capability).max(CAPABILITIES.length),
    contextWindow: tokenCount.nullable(),
    maxOutputTokens: tokenCount.nullable(),
    /** In force from now on; null returns to the price book. */
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
