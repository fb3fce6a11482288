import { invalidInput } from "@/lib/platform/errors";
import { agreementFamily } from "./agreement-family";
import { chooseOperatingPoint, figuresOf, type OperatingPoint } from "./choose-operating-point";
import { evidenceTable, type EvidenceTable } from "./evidence-table";
import type { FittedPolicy, StoredRule } from "./fitted-policy";
import { neighbourFamily } from "./neighbour-family";
import { emptyOutcomes, pickRows, type Outcomes } from "./outcomes";
import type { PolicyFamily } from "./policy-family";
import type { FitOptions, PolicyFigures, PolicyKind, ScoredPrompt } from "./types";

/** Fewer prompts do not show which model is better. */
const MIN_PROMPTS = 20;

/** Scores given up to save the cost of one call of the best single model: from "quality only" to "hardly any". */
const PRICES = [
  0, 0.01, 0.02, 0.03, 0.04, 0.045, 0.05, 0.055, 0.06, 0.07, 0.08, 0.1, 0.125, 0.15, 0.175, 0.2, 0.25, 0.3, 0.4, 0.6, 1,
];

/**
 * Learns which model to ask from what models made of prompts before. Where cross-validation proves no gain the policy
 * is "always the best single model". Only prompts count that all compared models answered. `embeddings`: one per
 * prompt, null when the encoder is off. Seconds to a minute of computing. Throws `invalid_input` for too few prompts.
 */
export function fitRoutingPolicy(
  prompts: readonly ScoredPrompt[],
  embeddings: readonly (Float32Array | null)[],
  { seed, targetQualityPercent = 100, useTask = true }: FitOptions,
): FittedPolicy {
  if (embeddings.length !== prompts.length) throw new Error("One embedding, or null, for each prompt");
  const table = evidenceTable(prompts);
  const count = table.prompts.length;
  if (count < MIN_PROMPTS) {
    throw invalidInput(
      `Learning to route needs at least ${MIN_PROMPTS} prompts that the same models answered, and there are ${count}`,
    );
  }
  const best = table.models[0]!;
  const bestSingle = bestSingleOutcomes(table);
  const canSave = table.models.length > 1 && (best.meanCostUsd ?? 0) > 0;
  const vectors = table.positions.map((position) => embeddings[position]!);
  const families: { kind: PolicyKind; family: PolicyFamily }[] = canSave
    ? [
        { kind: "cascade", family: agreementFamily(table, { seed, useTask }) },
        { kind: "prompt", family: neighbourFamily(table, vectors, seed) },
      ]
    : [];
  const curves = families.map(({ kind, family }) => {
    const { rows, outcomes } = family.crossValidate(PRICES);
    const same = pickRows(bestSingle, rows);
    return outcomes.map((own, at): OperatingPoint => ({ kind, price: PRICES[at]!, ...figuresOf(own, same) }));
  });
  const point = chooseOperatingPoint(curves, targetQualityPercent);
  const fitted = point && families.find(({ kind }) => kind === point.kind)!.family.fit(point.price);
  const constant: PolicyFigures = {
    kind: "constant",
    description: `always ${best.slug}`,
    qualityPercent: 100,
    qualityPercentError: 0,
    costPercent: best.meanCostUsd ? 100 : null,
    callsPerPrompt: 1,
  };
  const chosen = point && fitted ? toFigures(point, fitted.description) : constant;
  return {
    format: 2,
    models: [...table.models],
    evidence: {
      promptCount: count,
      bestSingleModel: best.slug,
      bestSingleQuality: best.meanScore,
      targetQualityPercent,
      chosen,
      others: curves.flat().map((other) => toFigures(other, `price ${other.price}`)),
    },
    rule: fitted?.rule ?? ({ kind: "constant" } satisfies StoredRule),
  };
}

function toFigures({ price: _price, ...figures }: OperatingPoint, description: string): PolicyFigures {
  return { ...figures, description };
}

function bestSingleOutcomes(table: EvidenceTable): Outcomes {
  const outcomes = emptyOutcomes(table.prompts.length);
  const width = table.models.length;
  for (let row = 0; row < table.prompts.length; row++) {
    outcomes.scores[row] = table.scores[row * width]!;
    outcomes.costsUsd[row] = table.costsUsd[row * width]!;
    outcomes.calls[row] = 1;
  }
  return outcomes;
}
