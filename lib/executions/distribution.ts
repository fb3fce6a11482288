import { groupSums } from "./group-sums";
import type { SumsRow } from "./read-sums";
import type { Distribution } from "./schemas";

type Counted = { count: number; costUsd: number };

/** How executions spread over the values of a dimension, most frequent first. Failures alone have an error code. */
export function distributionOf(by: Extract<Distribution["by"], keyof SumsRow>, rows: readonly SumsRow[]): Distribution {
  const counted = by === "errorCode" ? rows.filter(({ errorCode }) => errorCode !== "") : rows;
  const groups = groupSums(counted, (row) => row[by]).map(([value, members]) => ({ value, ...added(members) }));
  return { by, entries: withShares(groups), note: null };
}

export function withShares<Entry extends Counted>(entries: readonly Entry[]): (Entry & { share: number })[] {
  const total = entries.reduce((sum, { count }) => sum + count, 0);
  return entries.map((entry) => ({ ...entry, share: entry.count / total }));
}

const added = (members: readonly Counted[]): Counted => ({
  count: members.reduce((sum, { count }) => sum + count, 0),
  costUsd: members.reduce((sum, { costUsd }) => sum + costUsd, 0),
});
