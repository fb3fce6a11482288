/** The API's own bounds, days. */
const MIN_DAYS = 7;
const MAX_DAYS = 3_650;

export const periodText = (days: number | null): string => (days === null ? "for ever" : `for ${days} days`);

/** Why a number of days cannot be saved; null when it can. */
export function daysProblem(days: number | null): string | null {
  if (days === null) return null;
  if (!Number.isInteger(days)) return "A whole number of days";
  return days < MIN_DAYS || days > MAX_DAYS ? `From ${MIN_DAYS} to ${MAX_DAYS} days` : null;
}

/** Whether the change deletes what is kept now. */
export const isShorter = (next: number | null, current: number | null): boolean =>
  next !== null && (current === null || next < current);
