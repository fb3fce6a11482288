import type { RouteCandidate } from "@/lib/executions/schemas";
import type { Strategy } from "@/lib/registry/schemas";
import { qualityOrMiddle } from "./quality-posterior";

/** What each strategy weighs: quality, cost and speed, each scored 0–1. */
const WEIGHTS = {
  best_quality: { quality: 1, cost: 0, speed: 0 },
  best_cost: { quality: 0, cost: 1, speed: 0 },
  balanced: { quality: 0.5, cost: 0.3, speed: 0.2 },
  fastest: { quality: 0, cost: 0, speed: 1 },
} as const satisfies Record<Strategy, { quality: number; cost: number; speed: number }>;

/** Under a hundredth of a cent a request, differences of price fade when they are weighed against quality. */
export const COST_FLOOR_USD = 0.0001;
/** Under a quarter of a second, differences of latency fade when they are weighed against quality. */
const LATENCY_FLOOR_MS = 250;
/** Speed score of a model whose latency was never measured: tried, not preferred. */
const UNMEASURED_SPEED = 0.5;

/**
 * Candidates by the utility of a strategy, best first. Cost and speed are scored against the best candidate of this
 * call. Among equals, `best_quality` takes the dearest (the likeliest to be strong while nothing is measured) and every
 * other strategy the better, then the cheaper one; remaining ties keep the input order.
 */
export function orderCandidates(
  candidates: readonly Omit<RouteCandidate, "utility">[],
  strategy: Strategy,
): RouteCandidate[] {
  const bestCost = minimum(candidates.map(({ costUsd }) => costUsd));
  const bestLatency = minimum(candidates.map(({ latencyMsP50 }) => latencyMsP50));
  const weights = WEIGHTS[strategy];
  // One weight alone orders exactly; floors only matter where things are weighed against each other.
  const isMixed = strategy === "balanced";
  const scored = candidates.map((candidate): RouteCandidate => {
    const { costUsd, latencyMsP50 } = candidate;
    const cost = costUsd === null ? 0 : ratio(bestCost ?? 0, costUsd, isMixed ? COST_FLOOR_USD : 0);
    const speed =
      latencyMsP50 === null ? UNMEASURED_SPEED : ratio(bestLatency ?? 0, latencyMsP50, isMixed ? LATENCY_FLOOR_MS : 0);
    const quality = qualityOrMiddle(candidate.quality) / 100;
    return {
      ...candidate,
      utility: weights.quality * quality + weights.cost * cost + weights.speed * speed,
    };
  });
  return scored.sort(byUtility(strategy));
}

/** Best / own, 1 for the best, towards 0 for the worst. */
function ratio(best: number, own: number, floor: number): number {
  if (own <= best) return 1;
  return (best + floor) / (own + floor);
}

function minimum(values: readonly (number | null)[]): number | null {
  let smallest: number | null = null;
  for (const value of values) if (value !== null && (smallest === null || value < smallest)) smallest = value;
  return smallest;
}

function byUtility(strategy: Strategy): (a: RouteCandidate, b: RouteCandidate) => number {
  return (a, b) => {
    if (a.utility !== b.utility) return b.utility - a.utility;
    const costDifference = (a.costUsd ?? 0) - (b.costUsd ?? 0);
    if (strategy === "best_quality") return -costDifference;
    return (b.quality ?? 50) - (a.quality ?? 50) || costDifference;
  };
}
