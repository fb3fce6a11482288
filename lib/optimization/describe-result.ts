import type { Configuration } from "@/lib/registry/schemas";
import { GOAL_WORDS } from "./core/goals";
import { measure } from "./core/measure";
import type { Finalist, SearchResult } from "./core/search";
import { BASELINE, type TrialBook } from "./core/trial";
import type { MeasuredFinalist, OptimizationPlan, OptimizationResult } from "./optimization-schemas";

export type ResultParts = {
  search: SearchResult;
  book: TrialBook;
  verifyIds: readonly string[];
  plan: OptimizationPlan;
  baseline: Configuration;
  isGraded: boolean;
  dataHash: string;
  seed: number;
  calls: number;
  seconds: number;
};

/** The result of a search as it is stored and shown: everything measured on the tests that verify. */
export function describeResult(parts: ResultParts): OptimizationResult {
  const { search, book, verifyIds, plan, baseline, isGraded, dataHash, seed, calls, seconds } = parts;
  const metricsOf = (id: string) => measure(book.of(id, verifyIds), { isGraded, seed });
  const finalists = search.finalists.map(({ id, candidate, judgement }): MeasuredFinalist => ({
    id,
    label: candidate.label,
    changes: candidate.changes,
    isAccepted: judgement.isAccepted,
    reason: judgement.reason,
    comparison: judgement.comparison,
    gain: judgement.gain,
    after: metricsOf(candidate.id),
  }));
  const { winner } = search;
  return {
    outcome: winner ? "improved" : "no_improvement",
    summary: winner ? improved(plan, winner) : notImproved(plan, search),
    before: metricsOf(BASELINE),
    finalists,
    winnerId: winner?.id ?? null,
    configuration: winner ? { ...baseline, ...winner.candidate.changes } : null,
    candidates: search.candidates,
    stoppedBy: search.stoppedBy,
    dataHash,
    seed,
    calls,
    seconds,
  };
}

function improved({ type }: OptimizationPlan, { candidate, judgement }: Finalist): string {
  const { gain, comparison } = judgement;
  const isShare = type === "cost_reduction" || type === "performance";
  const by = isShare ? `${(100 * gain!.mean).toFixed(0)} %` : `${gain!.mean.toFixed(1)} points`;
  const quality = comparison.quality;
  const points = quality ? `; quality ${quality.mean >= 0 ? "+" : ""}${quality.mean.toFixed(1)} points` : "";
  return `${candidate.label}: improves ${GOAL_WORDS[type]} by ${by}${type === "quality_improvement" ? "" : points}`;
}

function notImproved({ type, candidates }: OptimizationPlan, { finalists, stoppedBy }: SearchResult): string {
  const end =
    stoppedBy === "budget" ? " before the budget was used up" : stoppedBy === "time" ? " in the time given" : "";
  if (candidates.length === 0) return "No improvement found: nothing else can serve this task";
  const [nearest] = finalists;
  const why = nearest ? `. ${nearest.candidate.label}: ${nearest.judgement.reason}` : "";
  return `No improvement of ${GOAL_WORDS[type]} found${end}${why}`;
}
