import { chiSquareUpperTail } from "../distributions/chi-square";
import { compensatedSum } from "../numeric/compensated-sum";
import { decided, UNDECIDABLE, type Decidable, type Undecidable } from "../undecidable";

export type SampleRatioAnswer = { chiSquare: number; df: number; p: number };

/** An assignment that is right is doubted once in a thousand experiments. */
const SUSPICIOUS_BELOW = 0.001;

/**
 * Whether users arrived in the ratio they were meant to (chi-square, Pearson 1900). `significant` is a mismatch: the assignment
 * or the recording is broken and no result counts. Arms of weight 0 are left out; undecidable without users or a second arm.
 */
export function checkSampleRatio(
  observed: readonly number[],
  weights: readonly number[],
): Decidable<SampleRatioAnswer> | Undecidable {
  const arms = observed.flatMap((count, index) =>
    (weights[index] ?? 0) > 0 ? [{ count, weight: weights[index]! }] : [],
  );
  const users = compensatedSum(arms.map(({ count }) => count));
  const weight = compensatedSum(arms.map((arm) => arm.weight));
  if (arms.length < 2 || !(users > 0)) return UNDECIDABLE;
  const chiSquare = compensatedSum(
    arms.map((arm) => {
      const expected = users * (arm.weight / weight);
      return (arm.count - expected) ** 2 / expected;
    }),
  );
  const df = arms.length - 1;
  const p = chiSquareUpperTail(chiSquare, df);
  return decided({ chiSquare, df, p }, p < SUSPICIOUS_BELOW);
}
