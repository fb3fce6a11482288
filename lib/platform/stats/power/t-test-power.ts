import { normalQuantile, normalUpperTail } from "../distributions/normal";
import { tQuantile } from "../distributions/student-t";
import { DEFAULT_ALPHA } from "../undecidable";
import { findRoot } from "../numeric/find-root";
import { noncentralTUpperTail } from "./noncentral-t";

/** `effectSize` is the true difference in standard deviations (Cohen's d). */
export type TTestPlan = { effectSize: number; perGroup: number; alpha?: number };

export type SampleSize = {
  /** In each group, before rounding up. */
  exact: number;
  perGroup: number;
  /** What the normal distribution would say. */
  approximate: number;
};

const SMALLEST_GROUP = 2;

/** From so many degrees of freedom on the noncentral t is the normal. */
const NORMAL_FROM_DF = 1e7;

/**
 * Chance, 0–1, that a two-sided t test of two equal groups finds an effect (Cohen 1988, by the noncentral t). Null for a group
 * below two. (Default: alpha 0.05)
 */
export function tTestPower({ effectSize, perGroup, alpha = DEFAULT_ALPHA }: TTestPlan): number | null {
  if (!(perGroup >= SMALLEST_GROUP && perGroup < Infinity && Number.isFinite(effectSize) && isChance(alpha)))
    return null;
  const df = 2 * (perGroup - 1);
  const isNormal = df > NORMAL_FROM_DF;
  const limit = isNormal ? -normalQuantile(alpha / 2) : -tQuantile(alpha / 2, df);
  const noncentrality = effectSize * Math.sqrt(perGroup / 2);
  const beyondLimit = (shift: number) =>
    isNormal ? normalUpperTail(limit - shift) : noncentralTUpperTail(limit, df, shift);
  return Math.min(1, beyondLimit(noncentrality) + beyondLimit(-noncentrality));
}

/** How many values each group needs to find the effect with the chance `power`; null for an effect of 0. */
export function tTestSampleSize(plan: { effectSize: number; power: number; alpha?: number }): SampleSize | null {
  const { effectSize, power, alpha = DEFAULT_ALPHA } = plan;
  if (!(effectSize !== 0 && Number.isFinite(effectSize) && isChance(alpha) && isChance(power))) return null;
  const approximate = 2 * ((normalQuantile(power) - normalQuantile(alpha / 2)) / effectSize) ** 2;
  const lack = (logN: number) => (tTestPower({ effectSize, perGroup: Math.exp(logN), alpha }) ?? 0) - power;
  // A few values more than the normal says are always enough.
  const exact = Math.exp(findRoot(lack, Math.log(SMALLEST_GROUP), Math.log(2 * approximate + 20)));
  const isReachedAtOnce = lack(Math.log(SMALLEST_GROUP)) >= 0;
  return isReachedAtOnce
    ? { exact: SMALLEST_GROUP, perGroup: SMALLEST_GROUP, approximate }
    : { exact, perGroup: Math.ceil(exact), approximate };
}

export function isChance(value: number): boolean {
  return value > 0 && value < 1;
}
