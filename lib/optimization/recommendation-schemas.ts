import { z } from "zod";
import { PageQuery } from "@/lib/platform/pagination";
import { TaskSlug } from "@/lib/registry/schemas";
import type { OptimizationType } from "./words";

/** A proposed change with what it is expected to bring. Applying it verifies it first. */
export type RecommendationContent = {
  kind:
    "switch_model" | "better_model" | "add_cascade" | "enable_cache" | "remove_model" | "shorten_prompt" | "retrain";
  title: string;
  explanation: string;
  /** The optimization that verifies it; null for `retrain`: a trained version proves itself against the one in service. */
  type: OptimizationType | null;
  /** What is expected, with its 95 % interval where one is known; null when nothing can be said before it is verified. */
  effect: { what: "usd_a_month" | "quality_points"; mean: number; low: number | null; high: number | null } | null;
  /** How sure: `measured` on both sides, or `structural`: it follows from how the task is served. */
  confidence: "measured" | "structural";
};

export type RecommendationOutcome = {
  by: string;
  at: string;
  /** Why it was dismissed; null for one that was applied. */
  reason: string | null;
  /** The optimization that verifies it; null for one that was dismissed or that trains. */
  optimizationId: string | null;
  /** The run that trains; null or absent for others. */
  trainingRunId?: string | null;
};

export type Recommendation = RecommendationContent & {
  id: string;
  task: string;
  status: "open" | "applied" | "dismissed" | "expired";
  outcome: RecommendationOutcome | null;
  createdAt: string;
  /** When it is gone unless the facts still speak for it. */
  expiresAt: string;
};

/** How proposals of the past did once they were verified: what proposals of today are worth. */
export type RecommendationTrack = {
  kinds: {
    kind: RecommendationContent["kind"];
    /** Proposals whose verification has come to a result, and how many of them were proven. */
    verified: number;
    proven: number;
    /** 95 % interval of the share that is proven, 0–1. */
    low: number;
    high: number;
    /** Of those that were put in force and measured: what was expected of them, and what they save, US dollars a month. */
    measured: { count: number; expectedUsd: number; savedUsd: number } | null;
  }[];
};

export const ListRecommendationsQuery = z.strictObject({
  task: TaskSlug.optional(),
  status: z.enum(["open", "applied", "dismissed", "expired"]).default("open"),
  ...PageQuery.shape,
});
export type ListRecommendationsQuery = z.infer<typeof ListRecommendationsQuery>;

export const DismissRecommendationInput = z.strictObject({
  /** Why; shown to others. */
  reason: z.string().trim().max(300).default(""),
});
export type DismissRecommendationInput = z.infer<typeof DismissRecommendationInput>;
