import type { EvidenceTable } from "./evidence-table";
import type { ColumnRule } from "./run-agreement";

const LONGEST = 4;

/** A model may come before another one that is cheaper, but not much. */
const MAX_COST_RATIO_BEFORE = 1.1;

/**
 * All rules worth comparing: each model alone, and three or four models, the cheaper ones first, until two (of four
 * also three) agree. Two models make no rule: when they differ the later one is taken, so the first was asked in vain.
 */
export function columnRules(table: EvidenceTable, candidates: readonly number[]): ColumnRule[] {
  const rules: ColumnRule[] = [];
  const cost = (column: number) => table.models[column]!.meanCostUsd ?? Infinity;
  const hasAnswers = table.answers.some((answer) => answer >= 0);
  const extend = (columns: readonly number[]) => {
    if (columns.length === 1) rules.push({ columns, votes: 1 });
    if (columns.length >= 3) rules.push({ columns, votes: 2 });
    if (columns.length >= 4) rules.push({ columns, votes: 3 });
    if (!hasAnswers || columns.length === LONGEST) return;
    const last = columns.at(-1)!;
    for (const column of candidates) {
      if (columns.includes(column)) continue;
      if (cost(last) <= MAX_COST_RATIO_BEFORE * cost(column)) extend([...columns, column]);
    }
  };
  for (const column of candidates) extend([column]);
  return rules;
}
