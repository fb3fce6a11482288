import type { EvidenceTable } from "./evidence-table";

/** A rule by the columns of the table. */
export type ColumnRule = { columns: readonly number[]; votes: number };

/**
 * What the rule would have answered, paid and called for one prompt. The same decisions as `leadingAnswer` makes, on
 * numbers in place: it runs a million times while a policy is learnt.
 */
export function runAgreement(
  { models, scores, costsUsd, answers }: EvidenceTable,
  { columns, votes }: ColumnRule,
  row: number,
): { score: number; costUsd: number; calls: number } {
  const start = row * models.length;
  let costUsd = 0;
  let leader = 0;
  let leaderVotes = 0;
  let calls = 0;
  while (calls < columns.length && leaderVotes < votes) {
    const at = start + columns[calls]!;
    costUsd += costsUsd[at]!;
    const answer = answers[at]!;
    let agreeing = answer < 0 ? 0 : 1;
    for (let earlier = 0; agreeing > 0 && earlier < calls; earlier++) {
      if (answers[start + columns[earlier]!] === answer) agreeing++;
    }
    if (agreeing >= leaderVotes) [leader, leaderVotes] = [calls, agreeing];
    calls++;
  }
  return { score: scores[start + columns[leader]!]!, costUsd, calls };
}
