export const EXPIRY_OPTIONS = [
  { value: "30", label: "In 30 days" },
  { value: "90", label: "In 90 days" },
  { value: "365", label: "In one year" },
  { value: "never", label: "Never" },
] as const;

const DAY_MS = 86_400_000;

/** The end of the day (UTC) that is so many days away, as ISO 8601; null for "never" and for anything that is no number. */
export function expiryOf(choice: string, now: Date): string | null {
  const days = Number(choice);
  if (!Number.isInteger(days) || days <= 0) return null;
  return `${new Date(now.getTime() + days * DAY_MS).toISOString().slice(0, 10)}T23:59:59Z`;
}
