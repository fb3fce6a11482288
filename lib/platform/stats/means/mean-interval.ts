import type { SampleSummary } from "../descriptive/summarise";
import { twoSidedTQuantile } from "../distributions/student-t";
import type { Interval } from "../interval";

/** Student's interval of a mean (Student 1908); null below two values. `confidence` is 0–1. (Default: 0.95) */
export function meanInterval({ count, mean, sd }: SampleSummary, confidence = 0.95): Interval | null {
  if (mean === null || sd === null) return null;
  const width = (twoSidedTQuantile(confidence, count - 1) * sd) / Math.sqrt(count);
  return { low: mean - width, high: mean + width };
}
