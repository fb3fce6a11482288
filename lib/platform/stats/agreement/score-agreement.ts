import { summarise } from "../descriptive/summarise";
import { compensatedSum } from "../numeric/compensated-sum";
import { ranksOf } from "../ranks/ranks-of";
import { isFiniteThroughout } from "../undecidable";
import { kendallTauB } from "./kendall-tau";

export type ScoreAgreement = {
  meanAbsoluteError: number;
  meanSquaredError: number;
  rootMeanSquaredError: number;
  /** Share of the variance of the true scores that is explained; below 0 when the mean would do better, null when they do not vary. */
  r2: number | null;
  /** -1 to 1, null when one side does not vary: of the values (Pearson 1895), of their ranks (Spearman 1904), of the order of pairs (Kendall 1945). */
  pearson: number | null;
  spearman: number | null;
  kendallTauB: number | null;
  /** Concordance: correlation less what scale and offset differ (Lin 1989, population moments); null when no side varies. */
  concordance: number | null;
};

/**
 * How well given scores agree with true ones, pair by pair: a judge with people. Null without pairs, or when they are not finite
 * or too large to be squared.
 */
export function scoreAgreement(truth: readonly number[], given: readonly number[]): ScoreAgreement | null {
  const count = Math.min(truth.length, given.length);
  const [x, y] = [truth.slice(0, count), given.slice(0, count)];
  if (count === 0 || ![...x, ...y].every(Number.isFinite)) return null;
  const misses = x.map((value, index) => value - y[index]!);
  const squares = compensatedSum(misses.map((miss) => miss * miss));
  const moments = momentsOf(x, y);
  const spread = moments.squaresX + moments.squaresY + count * (moments.meanX - moments.meanY) ** 2;
  const answer = {
    meanAbsoluteError: compensatedSum(misses.map(Math.abs)) / count,
    meanSquaredError: squares / count,
    rootMeanSquaredError: Math.sqrt(squares / count),
    r2: moments.squaresX > 0 ? 1 - squares / moments.squaresX : null,
    pearson: correlation(moments),
    spearman: correlation(momentsOf(ranksOf(x).ranks, ranksOf(y).ranks)),
    kendallTauB: kendallTauB(x, y),
    concordance: spread > 0 ? (2 * moments.products) / spread : null,
  };
  return isFiniteThroughout(answer) ? answer : null;
}

type Moments = { meanX: number; meanY: number; squaresX: number; squaresY: number; products: number };

function momentsOf(x: readonly number[], y: readonly number[]): Moments {
  const [meanX, meanY] = [summarise(x).mean ?? 0, summarise(y).mean ?? 0];
  return {
    meanX,
    meanY,
    squaresX: compensatedSum(x.map((value) => (value - meanX) ** 2)),
    squaresY: compensatedSum(y.map((value) => (value - meanY) ** 2)),
    products: compensatedSum(x.map((value, index) => (value - meanX) * (y[index]! - meanY))),
  };
}

function correlation({ squaresX, squaresY, products }: Moments): number | null {
  const scale = Math.sqrt(squaresX) * Math.sqrt(squaresY);
  return scale > 0 ? Math.min(1, Math.max(-1, products / scale)) : null;
}
