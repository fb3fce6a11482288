/** The most that one giver may weigh of a balanced mean, 0–1. */
const MAX_SHARE_OF_GIVER = 0.25;

/** Givers that gave as many entries as each other. */
export type GiverClass = { entriesEach: number; givers: number };

/**
 * The largest number of entries that one giver is counted with, so that nobody makes up more than `maxShare` of what
 * is counted. With fewer givers than 1 / `maxShare` that cannot be: then all of them weigh alike. Without entries it
 * is 0. What is counted of a giver with n entries is min(n, cap).
 */
export function capPerGiver(classes: readonly GiverClass[], maxShare: number = MAX_SHARE_OF_GIVER): number {
  const known = classes.filter(({ entriesEach, givers }) => entriesEach > 0 && givers > 0);
  const sorted = [...known].sort((a, b) => a.entriesEach - b.entriesEach);
  const total = sorted.reduce((sum, { givers }) => sum + givers, 0);
  if (total === 0) return 0;
  const share = Math.max(maxShare, 1 / total);
  // With cap c the counted sum is (entries of those below c) + c · (givers at or above it): the cap that holds is the
  // largest with c ≤ share · sum. From the busiest class down, the first that needs no lowering ends the search.
  let below = sorted.reduce((sum, { entriesEach, givers }) => sum + entriesEach * givers, 0);
  let above = 0;
  for (const { entriesEach, givers } of [...sorted].reverse()) {
    if (entriesEach <= share * (below + above * entriesEach) + 1e-9)
      return above === 0 ? entriesEach : capOf(below, above, share);
    below -= entriesEach * givers;
    above += givers;
  }
  return sorted[0]!.entriesEach;
}

/** Solves c = share · (below + above · c). */
const capOf = (below: number, above: number, share: number): number => (share * below) / (1 - share * above);

export type VerdictClass = GiverClass & {
  /** Sum of the verdicts of all entries of the class. */
  sum: number;
};

/** Mean verdict in which nobody weighs more than `maxShare`; null without entries. */
export function balancedMean(classes: readonly VerdictClass[], maxShare: number = MAX_SHARE_OF_GIVER): number | null {
  const cap = capPerGiver(classes, maxShare);
  let weight = 0;
  let weighted = 0;
  for (const { entriesEach, givers, sum } of classes) {
    if (entriesEach <= 0 || givers <= 0) continue;
    const counted = Math.min(entriesEach, cap);
    weight += counted * givers;
    weighted += (counted / entriesEach) * sum;
  }
  return weight === 0 ? null : weighted / weight;
}

/** Entries that count when nobody weighs more than `maxShare`. */
export function balancedCount(classes: readonly GiverClass[], maxShare: number): number {
  const cap = capPerGiver(classes, maxShare);
  return classes.reduce((sum, { entriesEach, givers }) => sum + Math.min(entriesEach, cap) * givers, 0);
}
