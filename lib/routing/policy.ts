import type { RouteCandidate } from "@/lib/executions/schemas";
import type { Capability, Constraints, Strategy } from "@/lib/registry/schemas";
import { COST_FLOOR_USD, orderCandidates } from "./order-candidates";
import { qualityOrMiddle, type QualityEstimate } from "./quality-posterior";

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

/** Eligible models, best first (see order-candidates.ts), and the others with the reason why not. */
export function rankModels(models: readonly ModelFacts[], request: RouteRequest): Ranking {
  const excluded: Excluded[] = [];
  const eligible: { facts: ModelFacts; costUsd: number | null }[] = [];
  for (const facts of models) {
    const costUsd = facts.costOf(request.size);
    const reason = exclusionReason(facts, costUsd, request);
    if (reason) excluded.push({ model: facts.slug, reason });
    else eligible.push({ facts, costUsd });
  }
  const candidates = eligible.map(({ facts, costUsd }) => ({
    model: facts.slug,
    quality: facts.quality.mean,
    qualityLow: facts.quality.low,
    qualityHigh: facts.quality.high,
    observations: facts.quality.observations,
    costUsd,
    latencyMsP50: facts.latencyMsP50,
  }));
  return { candidates: orderCandidates(candidates, request.strategy), excluded };
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
  if (minQuality !== undefined && qualityOrMiddle(facts.quality.mean) < minQuality) {
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

/** Whether it might be better after all, and does not cost much more. */
export function isWorthExploring(candidate: RouteCandidate, best: RouteCandidate): boolean {
  if (candidate.qualityHigh < best.qualityLow) return false;
  if (candidate.costUsd === null) return false;
  if (best.costUsd === null) return true;
  return candidate.costUsd <= Math.max(best.costUsd * MAX_EXPLORATION_COST_RATIO, COST_FLOOR_USD);
}
