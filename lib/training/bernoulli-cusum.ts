/** What a design promises: in so many items without a change it alarms with at most this chance. */
export const UNCHANGED_ITEMS = 2_000;
export const FALSE_ALARM_RATE = 0.05;

/**
 * What a limit is looked for with: less than what is promised, so that the promise also holds for a share that lies
 * beside the one that was computed, and in a count of some thousand runs.
 */
const SPENT_RATE = 0.04;

/** Steps are whole numbers, so that the chance of an alarm can be computed exactly: one unit is 1 / UNITS of an item. */
const UNITS = 40;
/** Shares nearer to 0 or 1 than this count as this. */
const NEAREST = 0.005;

export type CusumDesign = {
  /** Share of right answers without a change, and the one that is to be noticed, 0–1. */
  usual: number;
  worse: number;
  /** Added for a wrong answer, taken away for a right one. */
  up: number;
  down: number;
  /** Alarm when the score reaches it. */
  limit: number;
};

const designs = new Map<string, CusumDesign>();

/**
 * A cumulative sum of wrong answers that notices when the share of right ones falls from `usual` to `usual − drop`
 * (Page 1954; for single trials Reynolds and Stoumbos 1999). The limit is the smallest for which the chance of an
 * alarm within 2,000 unchanged answers is at most 4 %, from the exact Markov chain of the score (Brook and Evans 1972).
 */
export function designCusum(usual: number, drop: number): CusumDesign {
  const clamped = Math.min(1 - NEAREST, Math.max(NEAREST + drop, usual));
  // Downwards: a design for more right answers than there are would alarm too often.
  const before = Math.floor(clamped * 1_000 + 1e-6) / 1_000;
  const key = `${before.toFixed(3)}/${drop.toFixed(3)}`;
  const known = designs.get(key);
  if (known) return known;
  const wrong = Number((1 - before).toFixed(3));
  const wrongWorse = wrong + drop;
  // The reference value between both shares that the likelihood ratio gives, in whole units.
  const perWrong = Math.log(wrongWorse / wrong);
  const perRight = -Math.log((1 - wrongWorse) / (1 - wrong));
  const down = Math.max(1, Math.round((UNITS * perRight) / (perWrong + perRight)));
  const up = UNITS - down;
  let [low, high] = [up, up * 2];
  while (alarmChance({ wrong, up, down, limit: high }) > SPENT_RATE) [low, high] = [high, high * 2];
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2);
    if (alarmChance({ wrong, up, down, limit: middle }) > SPENT_RATE) low = middle;
    else high = middle;
  }
  const design = { usual: before, worse: before - drop, up, down, limit: high };
  designs.set(key, design);
  return design;
}

/**
 * Chance that the score reaches the limit within 2,000 answers of which the share `wrong` is wrong. Exact, up to the
 * chances that are past four times the promise.
 */
export function alarmChance({
  wrong,
  up,
  down,
  limit,
}: Pick<CusumDesign, "up" | "down" | "limit"> & { wrong: number }) {
  let chances = new Float64Array(limit);
  chances[0] = 1;
  let alarmed = 0;
  for (let item = 0; item < UNCHANGED_ITEMS; item++) {
    const next = new Float64Array(limit);
    for (let score = 0; score < limit; score++) {
      const chance = chances[score]!;
      if (chance === 0) continue;
      if (score + up >= limit) alarmed += chance * wrong;
      else next[score + up]! += chance * wrong;
      next[Math.max(0, score - down)]! += chance * (1 - wrong);
    }
    chances = next;
    if (alarmed > FALSE_ALARM_RATE * 4) return alarmed;
  }
  return alarmed;
}

export type CusumState = {
  score: number;
  /** How many answers it took to alarm; null while it is quiet. An alarm stays. */
  alarmAfter: number | null;
};

/** Where the score stands after these answers, the oldest first. */
export function runCusum({ up, down, limit }: CusumDesign, answers: readonly boolean[]): CusumState {
  let score = 0;
  for (const [index, isRight] of answers.entries()) {
    score = isRight ? Math.max(0, score - down) : score + up;
    if (score >= limit) return { score, alarmAfter: index + 1 };
  }
  return { score, alarmAfter: null };
}
