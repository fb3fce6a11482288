/** More than any call has; the columns that hold tokens end at twice that. */
const MOST_TOKENS = 1_000_000_000;

/** A whole number of tokens; null for anything else, because a provider's numbers are outside data. */
export function tokenCount(value: unknown): number | null {
  return Number.isSafeInteger(value) && (value as number) >= 0 && (value as number) <= MOST_TOKENS
    ? (value as number)
    : null;
}
