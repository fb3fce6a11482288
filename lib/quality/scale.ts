/** Within 0–100. */
export const clampScore = (score: number): number => Math.min(100, Math.max(0, score));

/** A straight line through two points, held at 0 and 100: `ramp(x, 10, 50)` is 0 up to 10 and 100 from 50 on. The first may be the larger. */
export const ramp = (value: number, zeroAt: number, fullAt: number): number =>
  clampScore((100 * (value - zeroAt)) / (fullAt - zeroAt));

/** 100 between `low` and `high`, falling to 0 at `zeroBelow` and `zeroAbove`. */
export const plateau = (
  value: number,
  { zeroBelow, low, high, zeroAbove }: { zeroBelow: number; low: number; high: number; zeroAbove: number },
): number => (value < low ? ramp(value, zeroBelow, low) : value > high ? ramp(value, zeroAbove, high) : 100);

export const percent = (share: number): string => `${Math.round(100 * share)} %`;

/** The first few of a list, for a sentence. */
export function listed(items: readonly string[], most = 4): string {
  const shown = items.slice(0, most).map((item) => `"${item}"`);
  return shown.join(", ") + (items.length > most ? ` and ${items.length - most} more` : "");
}
