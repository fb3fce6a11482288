import type { BadgeTone } from "@/components/ui/badge";
import type { Strategy, TaskKind } from "@/lib/registry/schemas";

export const KIND_TONES = {
  generation: "accent",
  classification: "success",
  retrieval: "neutral",
} as const satisfies Record<TaskKind, BadgeTone>;

/** What each kind of task does, for the form that makes one. */
export const KIND_MEANINGS = {
  generation: "Writes a text. Served by chat models.",
  classification: "Answers with one of your labels. Served by models trained on your examples.",
  retrieval:
    "Finds texts. Served by models that search a collection, and by embedding models over POST /v1/embeddings.",
} as const satisfies Record<TaskKind, string>;

export const STRATEGY_MEANINGS = {
  best_quality: "Best quality: the highest expected quality",
  best_cost: "Best cost: the lowest expected cost",
  balanced: "Balanced: quality, then cost, then speed",
  fastest: "Fastest: the lowest median latency",
} as const satisfies Record<Strategy, string>;
