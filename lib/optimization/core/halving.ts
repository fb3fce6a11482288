import type { OptimizationType } from "../words";
import type { Margins } from "../optimization-schemas";
import { compare, goalGain, leastGain } from "./goals";
import { meanChange } from "./paired-change";
import { pairTrials, type Trial } from "./trial";

/** Tests after which candidates drop out: each round has twice as many as the one before, the last has all. */
export function roundsOf(testCount: number): number[] {
  const first = Math.max(Math.min(12, testCount), Math.ceil(testCount / 4));
  const rounds: number[] = [];
  for (let size = first; size < testCount; size *= 2) rounds.push(size);
  return [...rounds, testCount];
}

export type Standing = {
  candidateId: string;
  /** Expected gain of the goal, in its own unit; null when it cannot be measured. */
  gain: number | null;
  /** Change of the quality, points. */
  qualityPoints: number | null;
  /** Whether nothing seen so far speaks against it. */
  isPossible: boolean;
  /** Whether the quality probably stays within its margin. */
  isSafe: boolean;
  reason: string;
};

export type RankOptions = {
  type: OptimizationType;
  margins: Margins;
  seed: number;
  /** Of the interval by which a candidate counts as safe, 0–1. (Default: 0.95, what the proof of two finalists asks for.) */
  safeLevel?: number;
};

/** Of the intervals by which a candidate is given up during the search. */
const SEARCH_LEVEL = 0.95;
/** Of those by which it counts as safe: what the proof will ask for. */
const SAFE_LEVEL = 0.95;

/** How a candidate stands against the baseline on the tests that both have answered. */
export function standingOf(
  candidateId: string,
  before: readonly Trial[],
  after: readonly Trial[],
  { type, margins, seed, safeLevel = SAFE_LEVEL }: RankOptions,
): Standing {
  const pairs = pairTrials(before, after);
  const wide = compare(pairs, { type, level: SEARCH_LEVEL, seed, isGoalOnly: true });
  const narrow = meanChange(
    pairs.map((pair) => pair.before.quality),
    pairs.map((pair) => pair.after.quality),
    { level: safeLevel, scale: 100 },
  );
  const gain = goalGain(type, wide);
  const margin = type === "quality_improvement" ? Infinity : margins.qualityPoints;
  const isTooPoor = wide.quality !== null && wide.quality.high < -margin;
  const isNoGain = gain === null || gain.high <= leastGain(type);
  const failed = after.filter(({ error }) => error !== null);
  const isBroken = failed.length > 0 && failed.length >= after.length / 2;
  return {
    candidateId,
    gain: gain?.mean ?? null,
    qualityPoints: wide.quality?.mean ?? null,
    isPossible: !isTooPoor && !isNoGain && !isBroken,
    isSafe: narrow !== null && narrow.low >= -margin,
    reason: reasonOf({ isBroken, isTooPoor, gain: gain?.mean ?? null, error: failed[0]?.error ?? null }),
  };
}

function reasonOf(facts: { isBroken: boolean; isTooPoor: boolean; gain: number | null; error: string | null }): string {
  if (facts.isBroken) return `Half of its answers failed: ${facts.error}`;
  if (facts.isTooPoor) return "Its quality is surely below the margin";
  if (facts.gain === null) return "Its goal could not be measured";
  return "Others are better so far";
}

/** Best first: safe ones by their gain, then the others by their quality. */
export function rankStandings(standings: readonly Standing[]): Standing[] {
  const gain = (one: Standing) => one.gain ?? -Infinity;
  const quality = (one: Standing) => (one.isSafe ? 0 : (one.qualityPoints ?? -101));
  return standings.toSorted(
    (a, b) =>
      Number(b.isPossible) - Number(a.isPossible) ||
      Number(gain(b) > 0) - Number(gain(a) > 0) ||
      Number(b.isSafe) - Number(a.isSafe) ||
      quality(b) - quality(a) ||
      gain(b) - gain(a),
  );
}

/** The better half stays, and never more than what is still possible. */
export function survivorsOf(ranked: readonly Standing[]): { stay: Standing[]; drop: Standing[] } {
  const possible = ranked.filter(({ isPossible }) => isPossible);
  const kept = new Set(possible.slice(0, Math.ceil(ranked.length / 2)));
  return { stay: ranked.filter((one) => kept.has(one)), drop: ranked.filter((one) => !kept.has(one)) };
}

/** Who is verified: the best, and the one whose quality looks safest, when that is another. At most two. */
export function finalistsOf(ranked: readonly Standing[]): Standing[] {
  const possible = ranked.filter(({ isPossible, gain }) => isPossible && (gain ?? 0) > 0);
  const [best] = possible;
  if (!best) return [];
  const safest = possible.toSorted((a, b) => (b.qualityPoints ?? -101) - (a.qualityPoints ?? -101))[0]!;
  return safest === best ? [best] : [best, safest];
}
