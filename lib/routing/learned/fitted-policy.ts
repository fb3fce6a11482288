import { z } from "zod";
import type { AgreementRule } from "./agreement-rule";
import type { PolicyEvidence, PolicyFigures, PolicyKind } from "./types";

const Kind = z.enum(["constant", "prompt", "cascade"]) satisfies z.ZodType<PolicyKind>;

const Figures = z.object({
  kind: Kind,
  description: z.string(),
  qualityPercent: z.number(),
  qualityPercentError: z.number(),
  costPercent: z.number().nullable(),
  callsPerPrompt: z.number(),
}) satisfies z.ZodType<PolicyFigures>;

const Evidence = z.object({
  promptCount: z.number(),
  bestSingleModel: z.string(),
  bestSingleQuality: z.number(),
  targetQualityPercent: z.number(),
  chosen: Figures,
  others: z.array(Figures),
}) satisfies z.ZodType<PolicyEvidence>;

/** A model as its scores show it. */
const KnownModel = z.object({
  slug: z.string(),
  /** Mean score, 0–1. */
  meanScore: z.number(),
  /** US dollars of a call; null when the price is unknown. */
  meanCostUsd: z.number().nullable(),
  /** Prompts with a score of this model. */
  count: z.number(),
});
export type KnownModel = z.infer<typeof KnownModel>;

const Rule = z.object({
  models: z.array(z.string()).min(1).readonly(),
  votes: z.number().int().min(1),
}) satisfies z.ZodType<AgreementRule>;

const StoredRule = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("constant") }),
  z.object({ kind: z.literal("cascade"), byTask: z.array(Rule.extend({ task: z.string() })), otherwise: Rule }),
  z.object({
    kind: z.literal("prompt"),
    models: z.array(z.string()).min(1).readonly(),
    scorePerUsd: z.number(),
    neighbours: z.number().int().min(1),
    /** How much the ridge regression counts against the neighbours. */
    ridgeShare: z.number().min(0).max(1),
    /** Of the embeddings; 0 = learnt without an encoder. */
    dimensions: z.number().int().min(0),
    starts: z.base64(),
    ids: z.base64(),
    values: z.base64(),
    embeddings: z.base64(),
    scores: z.base64(),
    costsUsd: z.base64(),
    ridgeMeans: z.base64(),
    ridgeWeights: z.base64(),
  }),
]);
export type StoredRule = z.infer<typeof StoredRule>;

/** Changes whenever a stored policy would be read or would decide differently, features included. */
const FORMAT = 2;
/** Cascades and constants of it decide as they did; what it learnt of prompts lacks what is read now, and is refused. */
const FORMAT_BEFORE = 1;

/** What is stored of a policy: plain JSON, arrays of numbers in base64. */
export const FittedPolicy = z.object({
  format: z.literal([FORMAT_BEFORE, FORMAT]),
  /** Best first by mean score; every model that was learnt from. */
  models: z.array(KnownModel).min(1),
  evidence: Evidence,
  rule: StoredRule,
});
export type FittedPolicy = z.infer<typeof FittedPolicy>;
