import { quadraturePoints } from "../numeric/integrate";
import { breakpointsOf, type Posterior } from "./posterior";

/** Chance of each to be the greatest; they sum to 1. By integration, so the same input gives the same answer. */
export function chanceToBeBest(posteriors: readonly Posterior[]): number[] {
  const chances = posteriors.map(() => 0);
  for (const { x, weight } of quadraturePoints(breakpointsOf(posteriors))) {
    const lower = posteriors.map((posterior) => posterior.lower(x));
    const others = productsWithoutOne(lower);
    posteriors.forEach((posterior, arm) => {
      if (others[arm]! > 0) chances[arm]! += weight * posterior.density(x) * others[arm]!;
    });
  }
  const total = chances.reduce((sum, chance) => sum + chance, 0);
  return chances.map((chance) => (total > 0 ? chance / total : 1 / chances.length));
}

/** For each factor the product of all the others, without dividing by what may be 0. */
function productsWithoutOne(factors: readonly number[]): number[] {
  const products = new Array<number>(factors.length).fill(1);
  let before = 1;
  factors.forEach((factor, index) => {
    products[index]! *= before;
    before *= factor;
  });
  let after = 1;
  for (let index = factors.length - 1; index >= 0; index--) {
    products[index]! *= after;
    after *= factors[index]!;
  }
  return products;
}

/**
 * Shares of traffic by chance to be best (Thompson 1933), each at least `floor` so that no arm is given up for good. A floor
 * that leaves nothing to divide gives equal shares.
 */
export function thompsonWeights(chances: readonly number[], floor: number): number[] {
  const left = Math.max(0, 1 - chances.length * Math.max(0, floor));
  return chances.map((chance) => (1 - left) / chances.length + left * chance);
}
