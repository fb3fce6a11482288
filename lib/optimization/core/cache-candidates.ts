import type { OptimizationType } from "../words";
import type { TaskFacts } from "./derive-candidates";
import type { Candidate } from "./trial";

/** Ids of candidates that are judged by what was recorded; nothing is asked for them. */
export const EXACT_CACHE = "cache-exact";
export const SEMANTIC_CACHE = "cache-semantic";

/** Caches that a task of this kind can have and has not. Answers of classifiers are never kept. */
export function cacheCandidates({ kind, configuration }: TaskFacts, type: OptimizationType): Candidate[] {
  if (kind !== "generation" || (type !== "cost_reduction" && type !== "performance")) return [];
  const { cache } = configuration;
  const candidates: Candidate[] = [
    {
      id: EXACT_CACHE,
      label: "Keep answers, for equal requests",
      why: "What was answered before costs nothing and comes at once",
      changes: { cache: { ...cache, mode: "exact" } },
    },
    {
      id: SEMANTIC_CACHE,
      label: "Keep answers, for requests that mean the same",
      why: "The same is asked in other words",
      changes: { cache: { ...cache, mode: "semantic" } },
    },
  ];
  const known = cache.mode === "off" ? 0 : cache.mode === "exact" ? 1 : 2;
  return candidates.slice(known);
}
