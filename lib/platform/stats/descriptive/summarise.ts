import { compensatedSum } from "../numeric/compensated-sum";

/** What a comparison of means needs of a sample. */
export type SampleSummary = {
  count: number;
  /** Null without values, or when a value is not finite. */
  mean: number | null;
  /** Of the sample (divided by count - 1); null below two values. */
  sd: number | null;
};

/** In two passes, exact also where values are close together and far from 0 (Chan, Golub and LeVeque 1983). */
export function summarise(values: readonly number[]): SampleSummary {
  const count = values.length;
  const mean = compensatedSum(values) / count;
  if (!Number.isFinite(mean)) return { count, mean: null, sd: null };
  if (count < 2) return { count, mean, sd: null };
  const deviations = values.map((value) => value - mean);
  const squares = compensatedSum(deviations.map((deviation) => deviation * deviation));
  const left = compensatedSum(deviations) ** 2 / count;
  const sd = Math.sqrt(Math.max(0, squares - left) / (count - 1));
  return { count, mean, sd: Number.isFinite(sd) ? sd : null };
}
