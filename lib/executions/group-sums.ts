import type { SumsRow } from "./read-sums";
import { summariseSums } from "./summarise-sums";
import type { MetricsSummary } from "./schemas";

/** Rows per key, the busiest key first; of equally busy ones by name. */
export function groupSums<Row extends { count: number }>(
  rows: readonly Row[],
  keyOf: (row: Row) => string,
): [key: string, members: Row[]][] {
  const groups = new Map<string, Row[]>();
  for (const row of rows) {
    const members = groups.get(keyOf(row));
    if (members) members.push(row);
    else groups.set(keyOf(row), [row]);
  }
  const sizes = new Map([...groups].map(([key, members]) => [key, members.reduce((sum, { count }) => sum + count, 0)]));
  return [...groups].sort(([a], [b]) => sizes.get(b)! - sizes.get(a)! || (a < b ? -1 : 1));
}

/** A summary per group, the busiest first, with what `describe` says of the group. */
export const summariseGroups = <Facts extends object>(
  rows: readonly SumsRow[],
  keyOf: (row: SumsRow) => string,
  describe: (row: SumsRow) => Facts,
): (MetricsSummary & Facts)[] =>
  groupSums(rows, keyOf).map(([, members]) => ({ ...describe(members[0]!), ...summariseSums(members) }));
