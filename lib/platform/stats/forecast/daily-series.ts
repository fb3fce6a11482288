import { dayNumber } from "./days";

/** What one day came to, in any unit; null when unknown, which is not 0. `day` is written `2026-11-30`. */
export type DailyValue = { day: string; value: number | null };

/** Consecutive days without holes; null where nothing is known. */
export type DailySeries = { firstDay: number; values: (number | null)[] };

/** Older days say little about the next ones: twelve weeks. */
const MAX_DAYS = 84;

/** Squares and sums of larger values are no numbers any more. */
const MAX_SIZE = 1e100;

/**
 * The last twelve weeks of a history, oldest first, in any order given. Days left out, and values that are not finite or of
 * more than a hundred digits, are unknown; of one day given twice the later entry counts. Null when no day is known.
 */
export function dailySeries(history: readonly DailyValue[]): DailySeries | null {
  const byDay = new Map<number, number>();
  for (const { day, value } of history) {
    const number = dayNumber(day);
    if (number !== null && value !== null && Math.abs(value) <= MAX_SIZE) byDay.set(number, value);
  }
  if (byDay.size === 0) return null;
  let [first, last] = [Infinity, -Infinity];
  for (const day of byDay.keys()) [first, last] = [Math.min(first, day), Math.max(last, day)];
  const firstDay = Math.max(first, last - MAX_DAYS + 1);
  const values = Array.from({ length: last - firstDay + 1 }, (_, step) => byDay.get(firstDay + step) ?? null);
  return { firstDay, values };
}
