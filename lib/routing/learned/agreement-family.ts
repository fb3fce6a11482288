import { describeRule, type AgreementRule } from "./agreement-rule";
import { candidateModels } from "./candidate-models";
import { columnRules } from "./column-rules";
import type { EvidenceTable } from "./evidence-table";
import { foldNumbers } from "./fold-numbers";
import { limitModels } from "./limit-models";
import { emptyOutcomes } from "./outcomes";
import type { PolicyFamily } from "./policy-family";
import { ruleSums, type RuleSums } from "./rule-sums";
import { runAgreement, type ColumnRule } from "./run-agreement";
import { segmentsOf, type Segments } from "./segments";

const FOLDS = 5;
const REPEATS = 3;

/** Models that the rules of one policy may ask. */
const MAX_MODELS = 5;

/** A segment's own mean counts against that of all prompts as if those were this many. */
const SHRINKAGE_ROWS = 100;

/** Cascades on agreement, one rule a task and one for all other prompts. */
export function agreementFamily(
  table: EvidenceTable,
  { seed, useTask }: { seed: number; useTask: boolean },
): PolicyFamily {
  const segments = segmentsOf(table, useTask);
  const rules = columnRules(table, candidateModels(table));
  const bestCostUsd = table.models[0]!.meanCostUsd ?? NaN;
  const count = table.prompts.length;

  const sumsBy = (fold: Uint8Array) =>
    ruleSums(table, rules, { segment: segments.ofRow, segments: segments.rows.length, fold, folds: FOLDS });

  /** The best rule of each segment. */
  const bestRules = (means: Means, scorePerUsd: number): number[] => {
    const utilities = means.map(({ score, costUsd }) =>
      score.map((value, rule) => value - scorePerUsd * costUsd[rule]!),
    );
    const weighed = utilities.map((utility, segment) => utility.map((value) => value * segments.rows[segment]!.length));
    const allowed = limitModels(rules, weighed, MAX_MODELS);
    return utilities.map((utility) => allowed.reduce((best, rule) => (utility[rule]! > utility[best]! ? rule : best)));
  };

  return {
    crossValidate: (prices) => {
      const outcomes = prices.map(() => emptyOutcomes(count));
      for (let repeat = 0; repeat < REPEATS; repeat++) {
        const fold = foldNumbers(count, FOLDS, seed + repeat);
        const sums = sumsBy(fold);
        for (let heldOut = 0; heldOut < FOLDS; heldOut++) {
          const learntFrom = (row: number) => fold[row] !== heldOut;
          const means = segmentMeans(sums, segments, rules.length, learntFrom, heldOut);
          prices.forEach((price, at) => {
            const chosen = bestRules(means, price / bestCostUsd);
            for (let row = 0; row < count; row++) {
              if (learntFrom(row)) continue;
              const result = runAgreement(table, rules[chosen[segments.ofRow[row]!]!]!, row);
              outcomes[at]!.scores[row]! += result.score / REPEATS;
              outcomes[at]!.costsUsd[row]! += result.costUsd / REPEATS;
              outcomes[at]!.calls[row]! += result.calls / REPEATS;
            }
          });
        }
      }
      return { rows: [...Array(count).keys()], outcomes };
    },
    fit: (price) => {
      const sums = sumsBy(new Uint8Array(count));
      const means = segmentMeans(sums, segments, rules.length, () => true, null);
      const named = bestRules(means, price / bestCostUsd).map((rule) => nameModels(table, rules[rule]!));
      const otherwise = named.pop()!;
      const byTask = segments.tasks.map((task, segment) => ({ task, ...named[segment]! }));
      const parts = byTask.map(({ task, ...rule }) => `${task}: ${describeRule(rule)}`);
      return {
        rule: { kind: "cascade", byTask, otherwise },
        description: [...parts, parts.length > 0 ? `else ${describeRule(otherwise)}` : describeRule(otherwise)].join(
          "; ",
        ),
      };
    },
  };
}

const nameModels = (table: EvidenceTable, { columns, votes }: ColumnRule): AgreementRule => ({
  models: columns.map((column) => table.models[column]!.slug),
  votes,
});

/** Mean score and cost of every rule, by segment, shrunk towards all prompts: `[segment][rule]`. */
type Means = { score: Float64Array; costUsd: Float64Array }[];

function segmentMeans(
  sums: RuleSums,
  segments: Segments,
  ruleCount: number,
  learntFrom: (row: number) => boolean,
  heldOut: number | null,
): Means {
  const segmentCount = segments.rows.length;
  const counts = segments.rows.map((rows) => rows.filter(learntFrom).length);
  const total = counts.reduce((sum, count) => sum + count, 0);
  const means = counts.map(() => ({ score: new Float64Array(ruleCount), costUsd: new Float64Array(ruleCount) }));
  for (let rule = 0; rule < ruleCount; rule++) {
    const scores = counts.map((_, segment) =>
      trainingSum(sums.scores, (rule * segmentCount + segment) * FOLDS, heldOut),
    );
    const costs = counts.map((_, segment) =>
      trainingSum(sums.costsUsd, (rule * segmentCount + segment) * FOLDS, heldOut),
    );
    const overall = { score: sum(scores) / total, costUsd: sum(costs) / total };
    counts.forEach((count, segment) => {
      const shrink = (own: number, all: number) => (own + SHRINKAGE_ROWS * all) / (count + SHRINKAGE_ROWS);
      means[segment]!.score[rule] = shrink(scores[segment]!, overall.score);
      means[segment]!.costUsd[rule] = shrink(costs[segment]!, overall.costUsd);
    });
  }
  return means;
}

function trainingSum(sums: Float64Array, start: number, heldOut: number | null): number {
  let total = 0;
  for (let fold = 0; fold < FOLDS; fold++) if (fold !== heldOut) total += sums[start + fold]!;
  return total;
}

const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0);
