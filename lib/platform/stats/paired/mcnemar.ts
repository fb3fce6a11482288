import { complementaryError } from "../numeric/complementary-error";

export type McNemarResult = {
  /** Two-sided, from the binomial distribution; exact for any count. 1 when both counts are equal. */
  pExact: number;
  /** Two-sided, from chi-square with one degree of freedom and continuity correction. 1 when both counts are equal. */
  pCorrected: number;
  /** The same without the correction. */
  pUncorrected: number;
  /** The corrected statistic; 0 when both counts are equal. */
  chiSquare: number;
};

/**
 * Whether two classifiers differ on the same rows (McNemar 1947): `onlyFirst` rows only the first had right, `onlySecond`
 * only the second. Rows that both or neither had right tell nothing.
 */
export function mcnemar(onlyFirst: number, onlySecond: number): McNemarResult {
  const total = onlyFirst + onlySecond;
  const difference = Math.abs(onlyFirst - onlySecond);
  if (difference === 0) return { pExact: 1, pCorrected: 1, pUncorrected: 1, chiSquare: 0 };
  const chiSquare = (difference - 1) ** 2 / total;
  return {
    pExact: Math.min(1, 2 * fairCoinTail(Math.min(onlyFirst, onlySecond), total)),
    pCorrected: upperTail(chiSquare),
    pUncorrected: upperTail(difference ** 2 / total),
    chiSquare,
  };
}

/** Chance that chi-square with one degree of freedom exceeds `value`. */
const upperTail = (value: number): number => complementaryError(Math.sqrt(value / 2));

/** Chance of at most `heads` in `tosses` of a fair coin. */
function fairCoinTail(heads: number, tosses: number): number {
  let logTerm = -tosses * Math.LN2;
  let sum = Math.exp(logTerm);
  for (let count = 1; count <= heads; count++) {
    logTerm += Math.log((tosses - count + 1) / count);
    sum += Math.exp(logTerm);
  }
  return sum;
}
