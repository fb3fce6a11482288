import { twoSidedTQuantile } from "@/lib/platform/stats";
import type { PolicyComparison } from "../policy-schemas";
import type { PolicyOutcome } from "./replay-policy";

/** Quality that may be lost for a lower cost, points of 100. */
const MARGIN = 1;
/** A cheaper policy of equal quality has to save so much, as a share. */
const SAVING = 0.05;
/** Fewer say too little. */
const MIN_PROMPTS = 20;

export type PairedOutcome = { candidate: PolicyOutcome; current: PolicyOutcome };

/**
 * The candidate is better when its quality is surely higher, or when it is surely no more than a point lower and it
 * costs at least 5 % less. "Surely": by the 95 % t interval of the paired differences.
 */
export function comparePolicies(pairs: readonly PairedOutcome[], current: PolicyComparison["with"]): PolicyComparison {
  const differences = pairs.map((pair) => 100 * (pair.candidate.score - pair.current.score));
  const qualityDifference = interval(differences);
  const quality = {
    candidate: 100 * meanOf(pairs.map(({ candidate }) => candidate.score)),
    current: 100 * meanOf(pairs.map((pair) => pair.current.score)),
  };
  const costUsd = {
    candidate: meanOrUnknown(pairs.map(({ candidate }) => candidate.costUsd)),
    current: meanOrUnknown(pairs.map((pair) => pair.current.costUsd)),
  };
  const facts = { promptCount: pairs.length, quality, qualityDifference, costUsd };
  return { with: current, ...facts, ...judge(facts, current.description) };
}

type Facts = Pick<PolicyComparison, "promptCount" | "quality" | "qualityDifference" | "costUsd">;

function judge(
  { promptCount, qualityDifference, costUsd }: Facts,
  description: string,
): Pick<PolicyComparison, "isBetter" | "verdict"> {
  if (promptCount < MIN_PROMPTS) {
    return {
      isBetter: false,
      verdict: `Only ${promptCount} prompts to compare on: at least ${MIN_PROMPTS} are needed`,
    };
  }
  if (qualityDifference.low > 0)
    return { isBetter: true, verdict: `Its quality is higher than that of ${description}` };
  const { candidate, current } = costUsd;
  if (qualityDifference.low < -MARGIN) {
    return {
      isBetter: false,
      verdict: `Its quality may be more than ${MARGIN} point lower than that of ${description}`,
    };
  }
  if (candidate === null || current === null) {
    return { isBetter: false, verdict: "As good, and whether it costs less is unknown: prices are missing" };
  }
  if (candidate > current * (1 - SAVING)) {
    return { isBetter: false, verdict: `As good as ${description}, and it does not cost less` };
  }
  const saved = Math.round(100 * (1 - candidate / current));
  return { isBetter: true, verdict: `As good as ${description}, and it costs ${saved} % less` };
}

const meanOf = (values: readonly number[]): number =>
  values.length === 0 ? 0 : values.reduce((sum, value) => sum + value, 0) / values.length;

function meanOrUnknown(values: readonly (number | null)[]): number | null {
  const known = values.filter((value) => value !== null);
  return known.length === values.length && known.length > 0 ? meanOf(known) : null;
}

function interval(values: readonly number[]): PolicyComparison["qualityDifference"] {
  const mean = meanOf(values);
  if (values.length < 2) return { mean, low: -100, high: 100 };
  const variance = values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (values.length - 1);
  const half = twoSidedTQuantile(0.95, values.length - 1) * Math.sqrt(variance / values.length);
  return { mean, low: mean - half, high: mean + half };
}
