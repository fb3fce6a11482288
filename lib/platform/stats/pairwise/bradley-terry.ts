import { solvePositiveDefinite } from "../numeric/solve-positive-definite";

export type BradleyTerry = {
  /** Natural logarithms of the strengths, centred on 0. */
  logStrengths: number[];
  /** The same as chess players know it, centred on 1,000. */
  ratings: number[];
  /** Of the log strengths, by the information at the most likely ones (Wald). */
  covariance: number[][];
};

const RATING_CENTRE = 1000;
const RATING_PER_LOG = 400 / Math.LN10;
const MAX_ROUNDS = 200;
const PRECISION = 1e-12;
/** Longest step of a log strength in one round; a longer one overshoots where wins are lopsided. */
const MAX_STEP = 2;

/**
 * Strengths from comparisons in pairs (Bradley and Terry 1952): `wins[i][j]` is how often i beat j. The most likely ones, by
 * Newton's method. Null when they do not exist: some contestants never lost to, or never met, the others (Ford 1957).
 */
export function bradleyTerry(wins: readonly (readonly number[])[]): BradleyTerry | null {
  const size = wins.length;
  if (size < 2 || !isComparable(wins)) return null;
  let strengths = new Array<number>(size).fill(0);
  for (let round = 0; round < MAX_ROUNDS; round++) {
    const step = newtonStep(wins, strengths);
    if (!step) return null;
    const longest = Math.max(...step.map(Math.abs));
    const share = Math.min(1, MAX_STEP / longest);
    strengths = strengths.map((strength, index) => strength + share * step[index]!);
    if (longest < PRECISION) break;
  }
  const centre = strengths.reduce((sum, strength) => sum + strength, 0) / size;
  const logStrengths = strengths.map((strength) => strength - centre);
  const covariance = covarianceOf(wins, logStrengths);
  return covariance && { logStrengths, ratings: logStrengths.map(ratingOf), covariance };
}

/** A log strength as chess players know it. */
export const ratingOf = (logStrength: number): number => RATING_CENTRE + RATING_PER_LOG * logStrength;

/** The inverse of the information among strengths that sum to 0: without that it has none. */
function covarianceOf(wins: readonly (readonly number[])[], strengths: readonly number[]): number[][] | null {
  const size = strengths.length;
  const information = strengths.map(() => new Array<number>(size).fill(0));
  for (let i = 0; i < size; i++) {
    for (let j = 0; j < size; j++) {
      if (i === j) continue;
      const chance = chanceToBeat(strengths[i]!, strengths[j]!);
      const weight = (wins[i]![j]! + wins[j]![i]!) * chance * (1 - chance);
      information[i]![i]! += weight;
      information[i]![j]! -= weight;
    }
  }
  // Moves of all strengths together get an information of their own, which is taken out again.
  const scale = Math.max(...information.map((row, index) => row[index]!)) || 1;
  const pinned = information.map((row) => row.map((value) => value + scale / size));
  const columns = strengths.map((_, index) =>
    solvePositiveDefinite(
      pinned,
      strengths.map((_, place) => (place === index ? 1 : 0)),
    ),
  );
  if (!columns.every((column) => column !== null)) return null;
  return columns.map((column) => column.map((value) => value - 1 / (size * scale)));
}

/** Chance that the first of two log strengths beats the second, 0–1. */
export function chanceToBeat(logStrength: number, other: number): number {
  return 1 / (1 + Math.exp(other - logStrength));
}

/** Likeliest way up from here, the last contestant held where it is. */
function newtonStep(wins: readonly (readonly number[])[], strengths: readonly number[]): number[] | null {
  const free = strengths.length - 1;
  const slope = new Array<number>(free).fill(0);
  const bend = slope.map(() => new Array<number>(free).fill(0));
  for (let i = 0; i < free; i++) {
    for (let j = 0; j < strengths.length; j++) {
      if (i === j) continue;
      const games = wins[i]![j]! + wins[j]![i]!;
      const chance = chanceToBeat(strengths[i]!, strengths[j]!);
      slope[i]! += wins[i]![j]! - games * chance;
      bend[i]![i]! += games * chance * (1 - chance);
      if (j < free) bend[i]![j]! -= games * chance * (1 - chance);
    }
  }
  const step = solvePositiveDefinite(bend, slope);
  return step && [...step, 0];
}

/** Every contestant reaches every other over wins: otherwise some strength is infinite or unknown. */
function isComparable(wins: readonly (readonly number[])[]): boolean {
  const isCount = wins.every(
    (row) => row.length === wins.length && row.every((count) => count >= 0 && count < Infinity),
  );
  return (
    isCount &&
    reachesAll((i, j) => wins[i]![j]! > 0, wins.length) &&
    reachesAll((i, j) => wins[j]![i]! > 0, wins.length)
  );
}

function reachesAll(hasEdge: (from: number, to: number) => boolean, size: number): boolean {
  const reached = new Set([0]);
  for (const from of reached) for (let to = 0; to < size; to++) if (hasEdge(from, to)) reached.add(to);
  return reached.size === size;
}
