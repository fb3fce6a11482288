import { compareCounts } from "../groups/compare-counts";
import { compensatedSum } from "../numeric/compensated-sum";
import { decided, DEFAULT_ALPHA, UNDECIDABLE, type Decidable, type Undecidable } from "../undecidable";
import { populationStability, sharesOf } from "./population-stability";

export type CategoryDrift = {
  /** Population stability index; by custom above 0.1 a change, above 0.25 a large one (Siddiqi 2006). */
  psi: number;
  /** Of homogeneity; null when all counts are in one category. */
  chiSquare: number | null;
  df: number;
  p: number | null;
  /** Jensen and Shannon's divergence, 0–1 bit (Lin 1991), and its root, a distance, 0–1. */
  divergenceBits: number;
  distance: number;
  /** 0–1 (Hellinger 1909). */
  hellinger: number;
  /** Largest difference of any event's chance, 0–1. */
  totalVariation: number;
};

/**
 * How far current counts are from those of reference, category by category; `significant` by chi-square. Undecidable when a
 * side is empty. (Defaults: alpha 0.05; an empty category counts as a share of `emptyShare` 0.0001 in the index.)
 */
export function compareCategories(
  reference: readonly number[],
  current: readonly number[],
  { alpha = DEFAULT_ALPHA, emptyShare = 1e-4 }: { alpha?: number; emptyShare?: number } = {},
): Decidable<CategoryDrift> | Undecidable {
  const [p, q] = [sharesOf(reference), sharesOf(current)];
  if (!p || !q || p.length !== q.length) return UNDECIDABLE;
  const homogeneity = compareCounts([reference, current], { alpha });
  const divergenceBits = Math.min(1, Math.max(0, (gap(p, q) + gap(q, p)) / 2));
  return decided(
    {
      psi: populationStability(p, q, emptyShare),
      chiSquare: homogeneity.decidable ? homogeneity.chiSquare : null,
      df: homogeneity.decidable ? homogeneity.df : 0,
      p: homogeneity.decidable ? homogeneity.p : null,
      divergenceBits,
      distance: Math.sqrt(divergenceBits),
      hellinger: Math.sqrt(compensatedSum(p.map((share, index) => (Math.sqrt(share) - Math.sqrt(q[index]!)) ** 2)) / 2),
      totalVariation: compensatedSum(p.map((share, index) => Math.abs(share - q[index]!))) / 2,
    },
    homogeneity.significant,
  );
}

/** Kullback and Leibler's divergence of p from the mean of p and q, in bits. */
function gap(p: readonly number[], q: readonly number[]): number {
  return compensatedSum(
    p.map((share, index) => (share > 0 ? share * Math.log2(share / ((share + q[index]!) / 2)) : 0)),
  );
}
