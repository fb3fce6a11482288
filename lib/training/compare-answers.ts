import { mcnemar } from "@/lib/platform/stats";
import type { PairedComparison, ParentComparison } from "./evaluation-schemas";

/** One held-out example: whether either version had it right, and whether the first was measured on it already. */
export type ComparedExample = { isFirstRight: boolean; isSecondRight: boolean; isYardstick: boolean };

/** Fewer examples prove nothing. */
const MIN_COMPARED = 30;
const SIGNIFICANT = 0.05;
const Z_95 = 1.959963984540054;

/** Two versions on the same examples; null without any. */
export function compareAnswers(examples: readonly Omit<ComparedExample, "isYardstick">[]): PairedComparison | null {
  const count = examples.length;
  if (count === 0) return null;
  const onlyFirst = examples.filter((one) => one.isFirstRight && !one.isSecondRight).length;
  const onlySecond = examples.filter((one) => one.isSecondRight && !one.isFirstRight).length;
  const both = examples.filter((one) => one.isFirstRight && one.isSecondRight).length;
  const centre = (onlySecond - onlyFirst) / (count + 2);
  const spread = Math.sqrt(onlyFirst + onlySecond + 1 - (onlySecond - onlyFirst) ** 2 / (count + 2)) / (count + 2);
  return {
    count,
    first: (both + onlyFirst) / count,
    second: (both + onlySecond) / count,
    difference: (onlySecond - onlyFirst) / count,
    low: Math.max(-1, centre - Z_95 * spread),
    high: Math.min(1, centre + Z_95 * spread),
    onlyFirst,
    onlySecond,
    p: mcnemar(onlyFirst, onlySecond).pExact,
  };
}

/**
 * Whether a newly trained version beats the one in service. It has to be better for certain on all held-out examples
 * that the parent had not learnt from, and no worse on those that the parent was measured on before: new examples of
 * one source, labelled wrongly, cannot make a version look better by themselves.
 */
export function judgeAgainstParent(
  parent: { id: string; version: string } | null,
  examples: readonly ComparedExample[],
): ParentComparison {
  if (!parent) {
    const reason = "No version served before, so there is nothing to beat.";
    return { verdict: "first", reason, parentVersionId: null, all: null, yardstick: null };
  }
  const all = compareAnswers(examples);
  const yardstick = compareAnswers(examples.filter(({ isYardstick }) => isYardstick));
  return { ...verdictOf(all, yardstick, parent.version), parentVersionId: parent.id, all, yardstick };
}

function verdictOf(
  all: PairedComparison | null,
  yardstick: PairedComparison | null,
  name: string,
): Pick<ParentComparison, "verdict" | "reason"> {
  if (!all || all.count < MIN_COMPARED) {
    const count = all?.count ?? 0;
    return {
      verdict: "not_better",
      reason: `Only ${count} held-out examples can be compared with version ${name}; it takes ${MIN_COMPARED} to prove anything.`,
    };
  }
  const figures = `${percent(all.second)} right instead of ${percent(all.first)} on ${all.count} held-out examples (p = ${probability(all.p)})`;
  if (all.p < SIGNIFICANT && all.difference < 0) {
    return { verdict: "worse", reason: `It is worse than version ${name}: ${figures}.` };
  }
  if (yardstick && yardstick.count >= MIN_COMPARED && yardstick.difference < 0) {
    return {
      verdict: yardstick.p < SIGNIFICANT ? "worse" : "not_better",
      reason: `On what version ${name} was measured on it does worse: ${percent(yardstick.second)} instead of ${percent(yardstick.first)} right.`,
    };
  }
  if (all.p >= SIGNIFICANT) return { verdict: "not_better", reason: `It does not beat version ${name}: ${figures}.` };
  return { verdict: "better", reason: `It beats version ${name}: ${figures}.` };
}

const percent = (share: number): string => `${(share * 100).toFixed(1)} %`;
const probability = (p: number): string => (p < 0.0001 ? "below 0.0001" : p.toFixed(4));
