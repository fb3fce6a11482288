import { z } from "zod";
import { ModelSlug, TaskSlug } from "@/lib/registry/schemas";

export const FineTuneInput = z.strictObject({
  /** A chat model of the catalogue, of a provider that speaks OpenAI's fine-tuning protocol. */
  model: ModelSlug,
  /** How often it learns from every example. null: the provider decides. */
  epochs: z.number().int().min(1).max(50).nullable().default(null),
  /** Held-out examples that the result is measured on, at most. */
  measured: z.number().int().min(30).max(1_000).default(100),
});
export type FineTuneInput = z.infer<typeof FineTuneInput>;

const Event = z.object({ at: z.string(), level: z.string(), message: z.string() });

/** Where a fine-tuning stands at its provider; every field is null until it is known. */
export const TuningState = z.object({
  fileId: z.string().nullable().default(null),
  jobId: z.string().nullable().default(null),
  /** The provider's own word, such as `running`. */
  state: z.string().nullable().default(null),
  /** The provider's name of the new model. */
  model: z.string().nullable().default(null),
  trainedTokens: z.number().nullable().default(null),
  estimatedFinish: z.string().nullable().default(null),
  events: z.array(Event).default([]),
});
export type TuningState = z.infer<typeof TuningState>;

export const EstimateTuningQuery = z.object({
  task: TaskSlug,
  /** (Default: the task's newest dataset.) */
  datasetId: z.uuid().optional(),
  model: ModelSlug,
  epochs: z.coerce.number().int().min(1).max(50).optional(),
  validationShare: z.coerce.number().min(0.05).max(0.5).default(0.2),
  seed: z.coerce.number().int().min(0).max(2_147_483_647).default(1),
  /** What the provider asks for a million trained tokens, US dollars: no price book tells it. */
  pricePerMillion: z.coerce.number().min(0).max(100_000).optional(),
});
export type EstimateTuningQuery = z.infer<typeof EstimateTuningQuery>;

/** What a fine-tuning is going to take, counted and not billed. */
export type TuningEstimate = {
  /** Examples that it learns from, and that are held out. */
  trainCount: number;
  heldOutCount: number;
  /** In one pass over the examples, by OpenAI's encoding; from a sample of them when there are many. */
  tokensPerEpoch: number;
  /** The provider decides unless it was asked for; then this is OpenAI's usual number. */
  epochs: number;
  isEpochsAsked: boolean;
  trainedTokens: number;
  /** US dollars; null without a price. */
  costUsd: number | null;
  /** Why it cannot be started as it is; null when it can. */
  problem: string | null;
};
