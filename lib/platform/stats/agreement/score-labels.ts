import { compensatedSum } from "../numeric/compensated-sum";
import { ranksOf } from "../ranks/ranks-of";

/** A score 0–1 that something is true, and whether it is. */
export type ScoredLabel = { score: number; isTrue: boolean };

export type ScoredLabelMetrics = {
  /** Chance that a true one scores above a false one, 0–1; null when all are alike. */
  rocAuc: number | null;
  /** Mean precision over the true ones found, 0–1; null without a true one. */
  averagePrecision: number | null;
  /** Mean surprise in nats, scores of 0 and 1 taken as the nearest that are not certain. */
  logLoss: number;
  /** Mean squared error of the scores (Brier 1950). */
  brier: number;
};

/** How well scores tell true from false and how honest they are; as scikit-learn. Null without rows or when a score is not 0–1. */
export function scoredLabelMetrics(rows: readonly ScoredLabel[]): ScoredLabelMetrics | null {
  if (rows.length === 0 || !rows.every(({ score }) => score >= 0 && score <= 1)) return null;
  return {
    rocAuc: rocAuc(rows),
    averagePrecision: averagePrecision(rows),
    logLoss: compensatedSum(rows.map(surprise)) / rows.length,
    brier: compensatedSum(rows.map(({ score, isTrue }) => (score - Number(isTrue)) ** 2)) / rows.length,
  };
}

function rocAuc(rows: readonly ScoredLabel[]): number | null {
  const { ranks } = ranksOf(rows.map(({ score }) => score));
  const trueOnes = rows.filter(({ isTrue }) => isTrue).length;
  const pairs = trueOnes * (rows.length - trueOnes);
  const sum = ranks.reduce((total, rank, index) => (rows[index]!.isTrue ? total + rank : total), 0);
  return pairs > 0 ? (sum - (trueOnes * (trueOnes + 1)) / 2) / pairs : null;
}

/** Equal scores are found at once. */
function averagePrecision(rows: readonly ScoredLabel[]): number | null {
  const sorted = rows.toSorted((a, b) => b.score - a.score);
  const trueOnes = rows.filter(({ isTrue }) => isTrue).length;
  let [found, foundBefore, area] = [0, 0, 0];
  sorted.forEach(({ score, isTrue }, index) => {
    if (isTrue) found += 1;
    if (sorted[index + 1]?.score === score) return;
    area += (found - foundBefore) * (found / (index + 1));
    foundBefore = found;
  });
  return trueOnes > 0 ? area / trueOnes : null;
}

function surprise({ score, isTrue }: ScoredLabel): number {
  const certain = Math.min(1 - Number.EPSILON, Math.max(Number.EPSILON, score));
  return -Math.log(isTrue ? certain : 1 - certain);
}
