import type { RouteCandidate } from "@/lib/executions/schemas";
import type { Capability, Constraints, Strategy } from "@/lib/registry/schemas";
import { meanOrMiddle, type QualityEstimate } from "./quality-posterior";

/** What the router knows of a model before it sees the request. */
export type ModelFacts = {
  slug: string;
  provider: string;
  capabilities: ReadonlySet<Capability>;
  /** Most tokens of input and output together; null when unknown. */
  contextWindow: number | null;
  /** Why it can serve nothing now, in words; null when it can. */
  unusable: string | null;
  quality: QualityEstimate;
  /** Median over the last 30 days, milliseconds; null when never measured. */
  latencyMsP50: number | null;
  /** Expected cost of a request of this size, US dollars; null when unknown. */
  costOf: (size: RequestSize) => number | null;
  /** The same if all models answered equally long, to compare their prices: a model that was never asked has no usual length. */
  equalCostOf: (size: RequestSize) => number | null;
};

export type RequestSize = {
  inputTokens: number;
  /** The caller's limit; null when there is none. */
  maxOutputTokens: number | null;
};

export type RouteRequest = {
  strategy: Strategy;
  constraints: Constraints;
  size: RequestSize;
  requiredCapabilities: readonly Capability[];
  /** Only these may be chosen; null = any. */
  allowedModels: readonly string[] | null;
  /** Why models get no requests now, by slug. */
  blocked: ReadonlyMap<string, string>;
  /** Only models whose equal cost is less, US dollars: a budget is nearly used up. null = any. */
  cheaperThanUsd: number | null;
};

type Excluded = { model: string; reason: string };
export type Ranking = { candidates: RouteCandidate[]; excluded: Excluded[] };

/** What each strategy weighs: quality, cost and speed, each scored 0–1. */
const WEIGHTS = {
  best_quality: { quality: 1, cost: 0, speed: 0 },
  best_cost: { quality: 0, cost: 1, speed: 0 },
  balanced: { quality: 0.5, cost: 0.3, speed: 0.2 },
  fastest: { quality: 0, cost: 0, speed: 1 },
} as const satisfies Record<Strategy, { quality: number; cost: number; speed: number }>;

/** Under a hundredth of a cent a request, differences of price fade when they are weighed against quality. */
const COST_FLOOR_USD = 0.0001;
/** Under a quarter of a second, differences of latency fade when they are weighed against quality. */
const LATENCY_FLOOR_MS = 250;
/** Speed score of a model whose latency was never measured: tried, not preferred. */
const UNMEASURED_SPEED = 0.5;

/**
 * Eligible models, best first, and the others with the reason why not. Cost and speed are scored against the best
 * candidate of this call. Among equals, `best_quality` takes the dearest (the likeliest to be strong while nothing
 * is measured) and every other strategy the better, then the cheaper one; remaining ties keep the input order.
 */
export function rankModels(models: readonly ModelFacts[], request: RouteRequest): Ranking {
  const excluded: Excluded[] = [];
  const eligible: { facts: ModelFacts; costUsd: number | null }[] = [];
  for (const facts of models) {
    const costUsd = facts.costOf(request.size);
    const reason = exclusionReason(facts, costUsd, request);
    if (reason) excluded.push({ model: facts.slug, reason });
    else eligible.push({ facts, costUsd });
  }
  const bestCost = minimum(eligible.map(({ costUsd }) => costUsd));
  const bestLatency = minimum(eligible.map(({ facts }) => facts.latencyMsP50));
  const weights = WEIGHTS[request.strategy];
  // One weight alone orders exactly; floors only matter where things are weighed against each other.
  const isMixed = request.strategy === "balanced";
  const candidates = eligible.map(({ facts, costUsd }): RouteCandidate => {
    const quality = meanOrMiddle(facts.quality) / 100;
    const cost = costUsd === null ? 0 : ratio(bestCost ?? 0, costUsd, isMixed ? COST_FLOOR_USD : 0);
    const speed =
      facts.latencyMsP50 === null
        ? UNMEASURED_SPEED
        : ratio(bestLatency ?? 0, facts.latencyMsP50, isMixed ? LATENCY_FLOOR_MS : 0);
    return {
      model: facts.slug,
      quality: facts.quality.mean,
      qualityLow: facts.quality.low,
      qualityHigh: facts.quality.high,
      observations: facts.quality.observations,
      costUsd,
      latencyMsP50: facts.latencyMsP50,
      utility: weights.quality * quality + weights.cost * cost + weights.speed * speed,
    };
  });
  return { candidates: candidates.sort(byUtility(request.strategy)), excluded };
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

/** Why a model may not serve this request, as a sentence for people; null when it may. */
function exclusionReason(facts: ModelFacts, costUsd: number | null, request: RouteRequest): string | null {
  const { constraints, size } = request;
  if (request.allowedModels && !request.allowedModels.includes(facts.slug)) return "not among the task's candidates";
  if (facts.unusable) return facts.unusable;
  const blocked = request.blocked.get(facts.slug);
  if (blocked !== undefined) return blocked;
  const missing = missingCapability(facts, [
    ...request.requiredCapabilities,
    ...(constraints.requiredCapabilities ?? []),
  ]);
  if (missing) return `lacks the capability ${missing}`;
  if (constraints.allowedProviders && !constraints.allowedProviders.includes(facts.provider))
    return "provider not allowed";
  const tokens = size.inputTokens + (size.maxOutputTokens ?? 0);
  if (facts.contextWindow !== null && tokens > facts.contextWindow) {
    return `context window of ${facts.contextWindow} tokens is too small`;
  }
  if (request.cheaperThanUsd !== null && !((facts.equalCostOf(size) ?? Infinity) < request.cheaperThanUsd))
    return "not cheaper, which a budget asks for";
  const { minQuality, maxCostUsd, maxLatencyMs } = constraints;
  if (minQuality !== undefined && meanOrMiddle(facts.quality) < minQuality) {
    return facts.quality.mean === null
      ? `quality not measured, at least ${minQuality} asked`
      : `quality under ${minQuality}`;
  }
  if (maxCostUsd !== undefined && costUsd === null) return "price unknown, a limit of cost is set";
  if (maxCostUsd !== undefined && costUsd! > maxCostUsd) return `expected cost over ${maxCostUsd} US dollars`;
  if (maxLatencyMs !== undefined && (facts.latencyMsP50 ?? 0) > maxLatencyMs)
    return `median latency over ${maxLatencyMs} ms`;
  return null;
}

function missingCapability(facts: ModelFacts, required: readonly Capability[]): Capability | null {
  return required.find((capability) => !facts.capabilities.has(capability)) ?? null;
}

export type Choice = {
  model: string;
  /** Exact probability of this choice, 0–1. */
  propensity: number;
  isExploration: boolean;
};

/** Exploring never costs more than this many times the best choice. */
const MAX_EXPLORATION_COST_RATIO = 3;

/**
 * Takes the best candidate, and with probability `explorationShare` one of the others that might be better after
 * all: its interval reaches into the best one's and it does not cost much more. `draw` is uniform on [0, 1).
 * Null when there is no candidate.
 */
export function chooseModel(
  candidates: readonly RouteCandidate[],
  explorationShare: number,
  draw: number,
): Choice | null {
  const best = candidates[0];
  if (!best) return null;
  const others = candidates.slice(1).filter((candidate) => isWorthExploring(candidate, best));
  if (others.length === 0 || explorationShare <= 0) return { model: best.model, propensity: 1, isExploration: false };
  if (draw >= explorationShare) return { model: best.model, propensity: 1 - explorationShare, isExploration: false };
  const index = Math.min(others.length - 1, Math.floor((draw / explorationShare) * others.length));
  return { model: others[index]!.model, propensity: explorationShare / others.length, isExploration: true };
}

function isWorthExploring(candidate: RouteCandidate, best: RouteCandidate): boolean {
  if (candidate.qualityHigh < best.qualityLow) return false;
  if (candidate.costUsd === null) return false;
  if (best.costUsd === null) return true;
  return candidate.costUsd <= Math.max(best.costUsd * MAX_EXPLORATION_COST_RATIO, COST_FLOOR_USD);
}
