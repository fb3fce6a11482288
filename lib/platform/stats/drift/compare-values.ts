import { percentileOfSorted } from "../descriptive/percentile";
import { decided, DEFAULT_ALPHA, UNDECIDABLE, type Decidable, type Undecidable } from "../undecidable";
import { kolmogorovSmirnov, type KolmogorovSmirnov } from "./kolmogorov-smirnov";
import { populationStability, sharesOf } from "./population-stability";
import { wassersteinDistance } from "./wasserstein-distance";

export type ValueDrift = KolmogorovSmirnov & {
  /** Population stability index over bins that hold equal parts of the reference. */
  psi: number;
  /** Where the bins meet, ascending; an edge belongs to the bin above it. */
  innerEdges: number[];
  /** Mean way a value has to go from one distribution to the other, in its unit. */
  wasserstein: number;
};

/**
 * How far the distribution of current values is from that of reference; `significant` by the Kolmogorov-Smirnov test.
 * Undecidable when a side is empty. (Defaults: alpha 0.05, 10 bins, an empty bin counts as a share of 0.0001.)
 */
export function compareValues(
  reference: readonly number[],
  current: readonly number[],
  { alpha = DEFAULT_ALPHA, bins = 10, emptyShare = 1e-4 }: { alpha?: number; bins?: number; emptyShare?: number } = {},
): Decidable<ValueDrift> | Undecidable {
  if (reference.length === 0 || current.length === 0) return UNDECIDABLE;
  if (![...reference, ...current].every(Number.isFinite)) return UNDECIDABLE;
  const before = reference.toSorted((a, b) => a - b);
  const now = current.toSorted((a, b) => a - b);
  const innerEdges = edgesOf(before, bins);
  const [sharesBefore, sharesNow] = [sharesOf(binned(before, innerEdges)), sharesOf(binned(now, innerEdges))];
  if (!sharesBefore || !sharesNow) return UNDECIDABLE;
  const test = kolmogorovSmirnov(before, now);
  return decided(
    {
      ...test,
      psi: populationStability(sharesBefore, sharesNow, emptyShare),
      innerEdges,
      wasserstein: wassersteinDistance(before, now),
    },
    (test.pExact ?? test.p) < alpha,
  );
}

function edgesOf(sorted: readonly number[], bins: number): number[] {
  const percents = Array.from({ length: Math.max(0, bins - 1) }, (_, index) => (100 * (index + 1)) / bins);
  const [lowest, highest] = [sorted[0]!, sorted.at(-1)!];
  // An edge at either end would cut off a bin that no value of the reference falls into, or only the largest.
  const inner = percents.flatMap((percent) => percentileOfSorted(sorted, percent) ?? []);
  return [...new Set(inner)].filter((edge) => edge > lowest && edge < highest);
}

function binned(values: readonly number[], innerEdges: readonly number[]): number[] {
  const counts = new Array<number>(innerEdges.length + 1).fill(0);
  for (const value of values) counts[innerEdges.filter((edge) => value >= edge).length]! += 1;
  return counts;
}
