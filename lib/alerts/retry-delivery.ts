/** Pauses before the second attempt, the third, and so on: half a minute, then longer and longer, a day in all. */
const PAUSES_MS = [30_000, 120_000, 600_000, 1_800_000, 7_200_000, 21_600_000, 54_000_000];

export const MAX_ATTEMPTS = PAUSES_MS.length + 1;

/**
 * How long to wait after so many failed attempts, milliseconds: between the pause and half as long, so that receivers
 * do not meet everything at once, and at least as long as the receiver asked for. null: it is given up.
 */
export function pauseAfter(
  failedAttempts: number,
  { askedMs, random }: { askedMs: number | undefined; random: () => number },
): number | null {
  const pauseMs = PAUSES_MS[failedAttempts - 1];
  if (pauseMs === undefined) return null;
  return Math.max(Math.round(pauseMs * (0.5 + random() / 2)), askedMs ?? 0);
}
