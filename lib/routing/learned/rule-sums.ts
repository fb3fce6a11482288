import type { EvidenceTable } from "./evidence-table";
import { runAgreement, type ColumnRule } from "./run-agreement";

/**
 * Sums of score and cost for every rule, segment and fold, so that any training part is a subtraction away:
 * `[(rule * segments + segment) * folds + fold]`.
 */
export type RuleSums = { scores: Float64Array; costsUsd: Float64Array };

export function ruleSums(
  table: EvidenceTable,
  rules: readonly ColumnRule[],
  parts: { segment: Uint16Array; segments: number; fold: Uint8Array; folds: number },
): RuleSums {
  const size = rules.length * parts.segments * parts.folds;
  const sums = { scores: new Float64Array(size), costsUsd: new Float64Array(size) };
  rules.forEach((rule, index) => {
    for (let row = 0; row < table.prompts.length; row++) {
      const { score, costUsd } = runAgreement(table, rule, row);
      const at = (index * parts.segments + parts.segment[row]!) * parts.folds + parts.fold[row]!;
      sums.scores[at]! += score;
      sums.costsUsd[at]! += costUsd;
    }
  });
  return sums;
}
