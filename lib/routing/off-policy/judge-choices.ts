import type { RoutedDecision } from "@/lib/executions";
import type { RouteCandidate } from "@/lib/executions/schemas";
import type { Strategy } from "@/lib/registry/schemas";
import { orderCandidates } from "../order-candidates";
import { isWorthExploring } from "../policy";
import { qualityOrMiddle } from "../quality-posterior";
import type { WhatIf, WhatIfMeasure } from "../what-if-schemas";
import { estimateValue, meanWithInterval, type LoggedDecision } from "./estimate-value";

/** Chooses without exploring: by a strategy among what the limits leave, or always one model. */
export type OtherPolicy = ({ strategy: Strategy } | { model: string }) & {
  minQuality?: number | undefined;
  maxCostUsd?: number | undefined;
};

/** The model that the policy takes; null when it could have taken none. */
export function choiceOf(policy: OtherPolicy, candidates: readonly RouteCandidate[]): RouteCandidate | null {
  const { minQuality, maxCostUsd } = policy;
  const allowed = candidates.filter(
    ({ quality, costUsd }) =>
      (minQuality === undefined || qualityOrMiddle(quality) >= minQuality) &&
      (maxCostUsd === undefined || (costUsd !== null && costUsd <= maxCostUsd)),
  );
  if ("model" in policy) return allowed.find(({ model }) => model === policy.model) ?? null;
  return orderCandidates(allowed, policy.strategy)[0] ?? null;
}

type Compared = { decision: RoutedDecision; made: RouteCandidate; other: RouteCandidate };

/**
 * What the policy would have brought on past requests, from the decisions that can tell: its choice had some chance of
 * being made then. Of those without such a chance nothing is known, so they are left out of both sides.
 */
export function judgeChoices(
  decisions: readonly RoutedDecision[],
  policy: OtherPolicy,
): Pick<WhatIf, "comparable" | "agreementShare" | "models" | "quality" | "costUsd" | "latencyMs" | "successRate"> {
  const compared = decisions.flatMap((decision) => compare(decision, policy) ?? []);
  const same = compared.filter(({ made, other }) => made.model === other.model).length;
  return {
    comparable: compared.length,
    agreementShare: compared.length > 0 ? same / compared.length : null,
    models: sharesOf(compared),
    quality: measure(compared, { outcome: ({ quality }) => quality, expected: ({ quality }) => quality }),
    costUsd: measure(compared, { outcome: ({ costUsd }) => costUsd, expected: ({ costUsd }) => costUsd }),
    latencyMs: measure(compared, {
      outcome: ({ isAnswered, latencyMs }) => (isAnswered ? latencyMs : null),
      expected: ({ latencyMsP50 }) => latencyMsP50,
    }),
    successRate: measure(compared, { outcome: ({ isAnswered }) => Number(isAnswered), expected: () => null }),
  };
}

function compare(decision: RoutedDecision, policy: OtherPolicy): Compared | null {
  const { choice, candidates } = decision;
  const made = candidates.find(({ model }) => model === choice.model);
  const other = choiceOf(policy, candidates);
  if (!made || !other) return null;
  return couldBeChosen(other, decision) ? { decision, made, other } : null;
}

/** See `chooseModel`: a choice that was certain leaves no chance to any other. */
function couldBeChosen(candidate: RouteCandidate, { choice, candidates }: RoutedDecision): boolean {
  if (candidate.model === choice.model) return true;
  if (choice.propensity >= 1) return false;
  const best = candidates[0]!;
  return candidate.model === best.model || isWorthExploring(candidate, best);
}

type Measured = {
  outcome: (decision: RoutedDecision) => number | null;
  /** What the router expected of a candidate; null when it expected nothing. */
  expected: (candidate: RouteCandidate) => number | null;
};

function measure(compared: readonly Compared[], { outcome, expected }: Measured): WhatIfMeasure | null {
  const logged = compared.flatMap(({ decision, made, other }): LoggedDecision[] => {
    const value = outcome(decision);
    if (value === null) return [];
    return [
      {
        outcome: value,
        propensity: decision.choice.propensity,
        targetProbability: made.model === other.model ? 1 : 0,
        predicted: expected(made),
        predictedForTarget: expected(other),
      },
    ];
  });
  const value = estimateValue(logged);
  return value && { actual: meanWithInterval(logged.map((one) => one.outcome)), other: value };
}

function sharesOf(compared: readonly Compared[]): WhatIf["models"] {
  const counts = new Map<string, { actual: number; other: number }>();
  const countsOf = (model: string) => {
    const known = counts.get(model) ?? { actual: 0, other: 0 };
    counts.set(model, known);
    return known;
  };
  for (const { made, other } of compared) {
    countsOf(made.model).actual++;
    countsOf(other.model).other++;
  }
  return [...counts]
    .map(([model, { actual, other }]) => ({
      model,
      actualShare: actual / compared.length,
      otherShare: other / compared.length,
    }))
    .sort((a, b) => b.actualShare - a.actualShare || b.otherShare - a.otherShare);
}
