import { shareOfLogOdds } from "../distributions/beta";
import { integrate } from "../numeric/integrate";
import type { Proportion } from "../proportions/compare-proportions";
import { betaPosterior, breakpointsOf } from "./posterior";

export type SharesPosterior = {
  /** Chance that the share of b is greater, 0–1. */
  chanceBIsGreater: number;
  /** How much of a share one loses on average by choosing that arm, when greater is better. */
  lossChoosingA: number;
  lossChoosingB: number;
};

/** What was believed of a share before: as if these had been seen already. (Default: one of each, every share as likely.) */
export type BetaPrior = { successes: number; failures: number };

const EVERY_SHARE: BetaPrior = { successes: 1, failures: 1 };

/** Beyond, a share is known to more digits than anybody needs, and integration takes long. */
const MAX_TRIALS = 1e10;

/**
 * What one believes of two shares having seen their trials, Beta by Beta (Gelman et al. 2013, 2.4), by integration. Null when
 * counts or prior cannot be, or with more than 10^10 trials.
 */
export function compareShares(a: Proportion, b: Proportion, prior: BetaPrior = EVERY_SHARE): SharesPosterior | null {
  const [posteriorA, posteriorB] = [sharePosterior(a, prior), sharePosterior(b, prior)];
  if (!posteriorA || !posteriorB) return null;
  const breakpoints = breakpointsOf([posteriorA, posteriorB]);
  const perLogOdds = (at: number) => {
    const { share, rest } = shareOfLogOdds(at);
    return share * rest;
  };
  return {
    chanceBIsGreater: Math.min(
      1,
      integrate((at) => posteriorA.lower(at) * posteriorB.density(at), breakpoints),
    ),
    lossChoosingA: integrate((at) => posteriorA.lower(at) * posteriorB.upper(at) * perLogOdds(at), breakpoints),
    lossChoosingB: integrate((at) => posteriorB.lower(at) * posteriorA.upper(at) * perLogOdds(at), breakpoints),
  };
}

/** Null when there cannot be such counts. */
export function sharePosterior({ successes, trials }: Proportion, prior: BetaPrior = EVERY_SHARE) {
  const [a, b] = [prior.successes + successes, prior.failures + trials - successes];
  const isPossible = successes >= 0 && trials >= successes && trials <= MAX_TRIALS;
  return isPossible && a > 0 && b > 0 && a + b < Infinity ? betaPosterior(a, b) : null;
}
