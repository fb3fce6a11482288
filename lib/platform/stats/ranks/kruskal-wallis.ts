import { chiSquareUpperTail } from "../distributions/chi-square";
import { decided, DEFAULT_ALPHA, UNDECIDABLE, type Decidable, type Undecidable } from "../undecidable";
import { ranksOf } from "./ranks-of";

export type KruskalWallisAnswer = { h: number; df: number; p: number };

/**
 * Whether several groups differ in size of values, whatever their distribution (Kruskal and Wallis 1952), corrected for ties.
 * Empty groups are left out; undecidable below two groups and when all values are equal.
 */
export function kruskalWallis(
  groups: readonly (readonly number[])[],
  { alpha = DEFAULT_ALPHA }: { alpha?: number } = {},
): Decidable<KruskalWallisAnswer> | Undecidable {
  const known = groups.filter((group) => group.length > 0);
  const values = known.flat();
  const count = values.length;
  const { ranks, tieSum } = ranksOf(values);
  const correction = 1 - tieSum / (count ** 3 - count);
  if (known.length < 2 || !(correction > 0) || !values.every(Number.isFinite)) return UNDECIDABLE;
  let from = 0;
  const squares = known.reduce((total, group) => {
    const sum = ranks.slice(from, from + group.length).reduce((all, rank) => all + rank - (count + 1) / 2, 0);
    from += group.length;
    return total + sum ** 2 / group.length;
  }, 0);
  const h = ((12 / (count * (count + 1))) * squares) / correction;
  const df = known.length - 1;
  const p = chiSquareUpperTail(h, df);
  return decided({ h, df, p }, p < alpha);
}
