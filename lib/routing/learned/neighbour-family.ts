import { seededRandom, shuffle } from "@/lib/platform/seeded-random";
import { bestModel } from "./best-model";
import type { EvidenceTable } from "./evidence-table";
import { foldNumbers } from "./fold-numbers";
import { NeighbourIndex, referencePrompts, type Neighbour } from "./neighbour-index";
import { emptyOutcomes } from "./outcomes";
import type { PolicyFamily } from "./policy-family";
import { predictFromNeighbours, type ReferenceResults } from "./predict-from-neighbours";
import { mixed } from "./predict-quality";
import { promptFeatures } from "./prompt-features";
import { crossValidateRidges, fitRidges } from "./ridges";
import { numbersToText } from "./stored-numbers";

const FOLDS = 5;

/** Neighbours that a prediction is made from; which is best depends on how much scores differ by chance. */
const NEIGHBOURS = [80, 160];

/** How much the ridge regression may count against the neighbours, 0–1. */
const RIDGE_SHARES = [0, 0.25, 0.5, 0.75, 1];

/** A policy remembers no more prompts: memory, and the time of a decision. */
const MAX_REFERENCES = 8_000;

/** Models that were never worth their price are not predicted. */
const MAX_MODELS = 16;

/** One call, to the model with the highest "expected score − price × expected cost" for prompts like this one. */
export function neighbourFamily(
  table: EvidenceTable,
  embeddings: readonly (Float32Array | null)[],
  seed: number,
): PolicyFamily {
  const rows = chosenRows(table.prompts.length, seed);
  const features = rows.map((row) => promptFeatures(table.prompts[row]!.prompt));
  const vectors = rows.map((row) => embeddings[row]!);
  const references = referencePrompts(features, vectors);
  const results = referenceResults(table, rows);
  const index = new NeighbourIndex(references);
  const fold = foldNumbers(rows.length, FOLDS, seed);
  const bestCostUsd = table.models[0]!.meanCostUsd!;
  const wanted = Math.ceil((1.6 * Math.max(...NEIGHBOURS) * FOLDS) / (FOLDS - 1));

  const neighbours = features.map((own, at) => index.find(own, vectors[at]!, wanted + 1));
  const heldOut = (at: number, limit: number): Neighbour[] =>
    neighbours[at]!.filter(({ row }) => row !== at && fold[row] !== fold[at]).slice(0, limit);
  const limit = leastError(NEIGHBOURS, (candidate) =>
    rows.reduce(
      (sum, _, at) => sum + squaredError(predictFromNeighbours(heldOut(at, candidate), results), results, at),
      0,
    ),
  );
  const ridge = crossValidateRidges(index, results, fold);
  const predict = (at: number, share: number) => {
    const near = predictFromNeighbours(heldOut(at, limit), results);
    const own = ridge.subarray(at * results.width, (at + 1) * results.width);
    return { ...near, scores: mixed(near.scores, own, share) };
  };
  const ridgeShare = leastError(RIDGE_SHARES, (share) =>
    rows.reduce((sum, _, at) => sum + squaredError(predict(at, share), results, at), 0),
  );

  return {
    crossValidate: (prices) => {
      const outcomes = prices.map(() => emptyOutcomes(rows.length));
      rows.forEach((_, at) => {
        const expected = predict(at, ridgeShare);
        prices.forEach((price, point) => {
          const model = bestModel(expected, price / bestCostUsd);
          outcomes[point]!.scores[at] = results.scores[at * results.width + model]!;
          outcomes[point]!.costsUsd[at] = results.costsUsd[at * results.width + model]!;
          outcomes[point]!.calls[at] = 1;
        });
      });
      return { rows, outcomes };
    },
    fit: (price) => {
      const ridges = fitRidges(index, results);
      const description = `one call, to the model that did best for its price on ${limit} prompts like this one`;
      const rule = {
        kind: "prompt" as const,
        models: table.models.slice(0, results.width).map(({ slug }) => slug),
        scorePerUsd: price / bestCostUsd,
        neighbours: limit,
        ridgeShare,
        dimensions: references.dimensions,
        starts: numbersToText(references.starts),
        ids: numbersToText(references.ids),
        values: numbersToText(references.values),
        embeddings: numbersToText(references.embeddings),
        scores: numbersToText(results.scores),
        costsUsd: numbersToText(results.costsUsd),
        ridgeMeans: numbersToText(ridges.means),
        ridgeWeights: numbersToText(ridges.weights),
      };
      return { rule, description };
    },
  };
}

function chosenRows(count: number, seed: number): number[] {
  const order = [...Array(count).keys()];
  return count <= MAX_REFERENCES ? order : shuffle(order, seededRandom(seed)).slice(0, MAX_REFERENCES);
}

function referenceResults(table: EvidenceTable, rows: readonly number[]): ReferenceResults {
  const all = table.models.length;
  const width = Math.min(all, MAX_MODELS);
  const results = {
    width,
    scores: new Float32Array(rows.length * width),
    costsUsd: new Float32Array(rows.length * width),
  };
  rows.forEach((row, at) => {
    for (let model = 0; model < width; model++) {
      results.scores[at * width + model] = table.scores[row * all + model]!;
      results.costsUsd[at * width + model] = table.costsUsd[row * all + model]!;
    }
  });
  return results;
}

/** Of the differences between models: what all of them have in common decides nothing. */
function squaredError(expected: { scores: Float64Array }, { scores, width }: ReferenceResults, at: number): number {
  const errors = expected.scores.map((value, model) => value - scores[at * width + model]!);
  const common = errors.reduce((sum, error) => sum + error, 0) / width;
  return errors.reduce((sum, error) => sum + (error - common) ** 2, 0);
}

function leastError(candidates: readonly number[], errorOf: (candidate: number) => number): number {
  const errors = candidates.map(errorOf);
  return candidates[errors.indexOf(Math.min(...errors))]!;
}
