import { mcnemar, pairedTTest } from "@/lib/platform/stats";
import type { BenchmarkResult, PairedComparison } from "../run-schemas";
import { PASS_QUALITY } from "../words";

type Pair = { first: BenchmarkResult; second: BenchmarkResult };

const ALPHA = 0.05;

/**
 * Two models on the same tests: right or wrong by McNemar's exact test, quality by Student's paired t. One is called better
 * only when a test finds a difference at 5 %; should both find one, they agree or it stays undecided.
 */
export function compareModels(first: string, second: string, pairs: readonly Pair[]): Omit<PairedComparison, "tests"> {
  const counts = { bothRight: 0, onlyFirstRight: 0, onlySecondRight: 0, bothWrong: 0 };
  for (const pair of pairs) counts[outcomeOf(pair)]++;
  const mcnemarP = mcnemar(counts.onlyFirstRight, counts.onlySecondRight).pExact;
  const qualities = (side: keyof Pair) => pairs.map((pair) => pair[side].quality ?? 0);
  const test = pairedTTest(qualities("first"), qualities("second"));
  return {
    first,
    second,
    pairCount: pairs.length,
    ...counts,
    mcnemarP,
    quality: test.decidable
      ? { difference: test.meanDifference, low: test.interval.low, high: test.interval.high, p: test.pTwoSided }
      : null,
    latencyMs: meanDifference(pairs, "latencyMs"),
    costUsd: meanDifference(pairs, "costUsd"),
    better: verdict(
      mcnemarP < ALPHA ? Math.sign(counts.onlySecondRight - counts.onlyFirstRight) : 0,
      test.decidable && test.pTwoSided < ALPHA ? Math.sign(test.meanDifference) : 0,
    ),
  };
}

function outcomeOf({ first, second }: Pair) {
  const isRight = ({ quality }: BenchmarkResult) => (quality ?? 0) >= PASS_QUALITY;
  if (isRight(first)) return isRight(second) ? "bothRight" : "onlyFirstRight";
  return isRight(second) ? "onlySecondRight" : "bothWrong";
}

function verdict(byCount: number, byQuality: number): PairedComparison["better"] {
  const sum = byCount + byQuality;
  return sum === 0 ? "undecided" : sum > 0 ? "second" : "first";
}

function meanDifference(pairs: readonly Pair[], field: "latencyMs" | "costUsd"): number | null {
  const differences = pairs.flatMap(({ first, second }) =>
    first[field] === null || second[field] === null ? [] : [second[field] - first[field]],
  );
  return differences.length === 0 ? null : differences.reduce((sum, value) => sum + value, 0) / differences.length;
}
