import type { AgreementRule } from "./agreement-rule";
import { candidateModels } from "./candidate-models";
import { columnRules } from "./column-rules";
import { evidenceTable } from "./evidence-table";
import type { ScoredPrompt } from "./types";

/** Rules of several models that are worth comparing on these prompts; none where their answers cannot be compared. */
export function agreementRules(prompts: readonly ScoredPrompt[]): AgreementRule[] {
  if (prompts.length === 0) return [];
  const table = evidenceTable(prompts);
  return columnRules(table, candidateModels(table))
    .filter(({ columns }) => columns.length > 1)
    .map(({ columns, votes }) => ({ models: columns.map((column) => table.models[column]!.slug), votes }));
}
