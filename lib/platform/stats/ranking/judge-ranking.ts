export type RankingQuality = {
  /** Share of the relevant ones that stand among the first k, 0–1. */
  recall: number;
  /** 1 divided by the place of the first relevant one; 0 when none is among the first k. */
  reciprocalRank: number;
  /** Gain of the order against the best one possible, 0–1; see `ndcg`. */
  ndcg: number;
};

/**
 * How good the first `k` of a ranked list are. `grades` holds what is relevant, from 1 up; what it does not name is not. A
 * result that comes twice counts once. null when nothing is relevant: then no order is better than another.
 */
export function judgeRanking(
  results: readonly string[],
  grades: ReadonlyMap<string, number>,
  k: number,
): RankingQuality | null {
  const relevant = new Map([...grades].filter(([, grade]) => grade > 0));
  if (relevant.size === 0) return null;
  const first = [...new Set(results)].slice(0, k);
  const found = first.filter((id) => relevant.has(id)).length;
  const place = first.findIndex((id) => relevant.has(id));
  return {
    recall: found / relevant.size,
    reciprocalRank: place === -1 ? 0 : 1 / (place + 1),
    ndcg: ndcg(first, relevant, k),
  };
}

/**
 * Normalised discounted cumulative gain of the first k, 0–1 (gains of 2^grade − 1: Burges and others 2005; discount of Järvelin and
 * Kekäläinen 2002). Grades above 10 count as 10; 0 when nothing is relevant.
 */
export function ndcg(results: readonly string[], grades: ReadonlyMap<string, number>, k: number): number {
  const ideal = gain([...grades.values()].sort((one, other) => other - one).slice(0, k));
  return ideal === 0 ? 0 : gain(results.slice(0, k).map((id) => grades.get(id) ?? 0)) / ideal;
}

const MAX_GRADE = 10;

const gain = (grades: readonly number[]): number =>
  grades.reduce((sum, grade, at) => sum + (2 ** Math.min(MAX_GRADE, grade) - 1) / Math.log2(at + 2), 0);
