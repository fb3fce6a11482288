import { normalLowerTail, normalQuantile, normalUpperTail } from "../distributions/normal";
import { findRoot } from "../numeric/find-root";
import { DEFAULT_ALPHA } from "../undecidable";
import { isChance } from "./t-test-power";

/** True shares of the two arms, 0–1. */
export type Shares = { shareA: number; shareB: number };

export type ProportionsSampleSize = {
  /** In each arm, before rounding up (Fleiss 1981, pooled variance under no difference). */
  exact: number;
  perGroup: number;
  /** By the difference of arcsines (Cohen 1988). */
  arcsine: number;
};

/** Chance, 0–1, to find the difference of two shares; of the two sides only the right one counts. Null without a difference. */
export function proportionsPower(plan: Shares & { perGroup: number; alpha?: number }): number | null {
  const { perGroup, alpha = DEFAULT_ALPHA } = plan;
  if (!(isPlannable(plan) && perGroup > 0 && isChance(alpha))) return null;
  const { difference, pooledSd, apartSd } = spreads(plan);
  return normalLowerTail((Math.sqrt(perGroup) * difference + normalQuantile(alpha / 2) * pooledSd) / apartSd);
}

/** How many trials each arm needs to find the difference with the chance `power`; null without a difference, or for an endless one. */
export function proportionsSampleSize(plan: Shares & { power: number; alpha?: number }): ProportionsSampleSize | null {
  const { power, alpha = DEFAULT_ALPHA } = plan;
  if (!(isPlannable(plan) && isChance(alpha) && isChance(power))) return null;
  const { difference, pooledSd, apartSd } = spreads(plan);
  const exact = ((normalQuantile(power) * apartSd - normalQuantile(alpha / 2) * pooledSd) / difference) ** 2;
  const arcsine = arcsineSampleSize(plan, power, alpha);
  return exact < Infinity && arcsine < Infinity ? { exact, perGroup: Math.ceil(exact), arcsine } : null;
}

function arcsineSampleSize({ shareA, shareB }: Shares, power: number, alpha: number): number {
  const h = Math.abs(2 * Math.asin(Math.sqrt(shareA)) - 2 * Math.asin(Math.sqrt(shareB)));
  const limit = -normalQuantile(alpha / 2);
  const reached = (root: number) => normalUpperTail(limit - h * root) + normalUpperTail(limit + h * root) - power;
  const highest = (limit + Math.abs(normalQuantile(power))) / h + 1;
  // Two arms of n values know a difference as well as one arm of n / 2 knows a value.
  return 2 * findRoot(reached, 0, highest) ** 2;
}

function spreads({ shareA, shareB }: Shares) {
  const sum = shareA + shareB;
  return {
    difference: Math.abs(shareA - shareB),
    pooledSd: Math.sqrt(sum * (1 - sum / 2)),
    apartSd: Math.sqrt(shareA * (1 - shareA) + shareB * (1 - shareB)),
  };
}

function isPlannable({ shareA, shareB }: Shares): boolean {
  return (
    shareA !== shareB && [shareA, shareB].every((share) => share >= 0 && share <= 1) && Math.abs(shareA - shareB) < 1
  );
}
