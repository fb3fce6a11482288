import { describe, expect, it } from "vitest";
import { NeighbourIndex, referencePrompts } from "./neighbour-index";
import { promptFeatures } from "./prompt-features";
import { fitRidge } from "./ridge";
import { crossValidateRidges, fitRidges, predictFromRidges } from "./ridges";

const texts = Array.from({ length: 60 }, (_, row) => `${row % 2 ? "sea poem" : "tax sum"} item number ${row}`);
const features = texts.map(promptFeatures);
const vectors = texts.map((_, row) => Float32Array.from([row % 2 ? 0.3 : 0, row % 3 ? 0.1 : 0.2]));
const index = new NeighbourIndex(referencePrompts(features, vectors));
const similarities = features.map((own, row) => index.similarities(own, vectors[row]!).rare);
const targets = Float64Array.from(texts, (_, row) => (row % 2 ? 0.9 : 0.2));
const results = { width: 1, scores: Float32Array.from(targets), costsUsd: new Float32Array(60) };
const all = () => true;

describe("the ridge regression", () => {
  it("multiplies with the similarities without writing them down", () => {
    const numbers = Float64Array.from(texts, (_, row) => Math.sin(row));
    index.weighedSums(numbers).forEach((sum, row) => {
      const direct = similarities[row]!.reduce((total, similarity, other) => total + similarity * numbers[other]!, 0);
      expect(sum).toBeCloseTo(direct, 4);
    });
  });

  it("solves its equations: the penalty times a weight is what is left of that prompt's number", () => {
    const { mean, weights } = fitRidge(index, targets, all);
    const sums = index.weighedSums(weights);
    const ratios = [...weights.keys()].map((row) => (targets[row]! - mean - sums[row]!) / weights[row]!);
    for (const ratio of ratios) expect(ratio).toBeCloseTo(ratios[0]!, 3);
  });

  it("learns from no other rows than it may, and nothing from equal numbers", () => {
    const first = fitRidge(index, targets, (row) => row < 30);
    const others = targets.map((value, row) => (row < 30 ? value : 1 - value));
    expect(fitRidge(index, others, (row) => row < 30)).toEqual(first);
    expect(fitRidge(index, new Float64Array(60).fill(0.5), all).weights.every((weight) => weight === 0)).toBe(true);
    expect(fitRidge(index, targets, () => false)).toMatchObject({ mean: 0 });
  });

  it("predicts prompts that it did not learn from by their words", () => {
    const expected = crossValidateRidges(
      index,
      results,
      Uint8Array.from(texts, (_, row) => row % 5),
    );
    expected.forEach((value, row) => expect(Math.abs(value - targets[row]!)).toBeLessThan(0.3));
  });

  it("predicts the same in service as in training, and its mean for a prompt like no other", () => {
    const ridges = fitRidges(index, results);
    const { mean, weights } = fitRidge(index, targets, all);
    const sums = index.weighedSums(weights);
    similarities.forEach((own, row) => expect(predictFromRidges(ridges, own)[0]).toBeCloseTo(mean + sums[row]!, 3));
    const other = index.similarities(promptFeatures("zzz qqq"), null).rare;
    expect(predictFromRidges(ridges, other)[0]).toBeCloseTo(mean, 6);
  });
});
