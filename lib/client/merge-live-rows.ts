import type { ExecutionSummary } from "@/lib/executions/schemas";

/** `arrivedAtMs`: when the tail first saw it; null for what was there when it began. */
export type LiveRow = ExecutionSummary & { arrivedAtMs: number | null };

/** Rows of the tail; older ones are on the page without it. */
export const MAX_LIVE_ROWS = 300;

/** An execution is stored up to this long after it began: so far back each look reaches, milliseconds. */
const LATE_MS = 60_000;

/** From when the next look has to ask, back to the oldest call under way; null for the first look. ISO 8601. */
export function liveFrom(rows: readonly LiveRow[] | undefined): string | null {
  const newest = rows?.[0];
  if (!newest) return null;
  const late = new Date(Date.parse(newest.createdAt) - LATE_MS).toISOString();
  const underWay = rows.findLast(({ status }) => status === "pending");
  return underWay && underWay.createdAt < late ? underWay.createdAt : late;
}

/**
 * The tail after a look: what came, and what changed since. `isCut` says that more came than the look could hold;
 * then older rows go, so that no gap is hidden between them.
 */
export function mergeLiveRows(
  before: readonly LiveRow[] | undefined,
  found: readonly ExecutionSummary[],
  { isCut, nowMs }: { isCut: boolean; nowMs: number },
): LiveRow[] {
  const known = new Map(before?.map((row) => [row.id, row]));
  const arrivedAtMs = (id: string) => (before ? (known.get(id)?.arrivedAtMs ?? (known.has(id) ? null : nowMs)) : null);
  const rows = found.map((row) => ({ ...row, arrivedAtMs: arrivedAtMs(row.id) }));
  const seen = new Set(rows.map(({ id }) => id));
  const older = isCut ? [] : (before ?? []).filter(({ id }) => !seen.has(id));
  return [...rows, ...older].sort(newestFirst).slice(0, MAX_LIVE_ROWS);
}

const newestFirst = (a: LiveRow, b: LiveRow): number =>
  a.createdAt === b.createdAt ? (a.id < b.id ? 1 : -1) : a.createdAt < b.createdAt ? 1 : -1;
