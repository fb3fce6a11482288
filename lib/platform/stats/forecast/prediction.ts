/** What a method expects of the steps after its history. */
export type Prediction = {
  /** One value a step. */
  expected: number[];
  /** Standard deviation of the error of each step; null when the history says nothing about it. */
  sd: number[] | null;
  /** Standard deviation of the error of the sum of all steps up to each; null like `sd`. */
  totalSd: number[] | null;
  /** Degrees of freedom behind the standard deviations: quantiles are Student's; Infinity for the normal's. */
  df: number;
};

/** Running totals. */
export function cumulated(values: readonly number[]): number[] {
  let total = 0;
  return values.map((value) => (total += value));
}
