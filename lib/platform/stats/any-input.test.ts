import fc from "fast-check";
import { describe, expect, it } from "vitest";
import * as stats from "./index";

type Numbers = readonly number[];

/** Every function that answers about data, fed with two lists of anything. */
const ANSWERS: Record<string, (a: Numbers, b: Numbers) => unknown> = {
  summarise: (a) => stats.summarise(a),
  percentiles: (a) => stats.percentiles(a.filter(Number.isFinite), [0, 50, 99, 100]),
  meanInterval: (a) => stats.meanInterval(stats.summarise(a)),
  welchTest: (a, b) => stats.welchTest(stats.summarise(a), stats.summarise(b)),
  pairedTTest: stats.pairedTTest,
  wilcoxonSignedRank: stats.wilcoxonSignedRank,
  mannWhitney: stats.mannWhitney,
  kruskalWallis: (a, b) => stats.kruskalWallis([a, b, [1, 2]]),
  compareGroupMeans: (a, b) => stats.compareGroupMeans([a, b, [1, 2]]),
  compareCounts: (a, b) => stats.compareCounts([a, b]),
  compareCategories: stats.compareCategories,
  compareValues: (a, b) => stats.compareValues(a, b),
  checkSampleRatio: stats.checkSampleRatio,
  confidenceSequence: (a, b) =>
    stats.confidenceSequence(stats.summarise(a), stats.summarise(b), { difference: "relative" }),
  mixtureSprt: (a, b) => stats.mixtureSprt(stats.summarise(a), stats.summarise(b), { expectedSd: a[0] ?? 1 }),
  effectPosterior: (a, b) => stats.effectPosterior(stats.summarise(a), stats.summarise(b)),
  compareProportions: (a, b) => stats.compareProportions(proportionOf(a), proportionOf(b)),
  wilsonInterval: (a) => stats.wilsonInterval(proportionOf(a)),
  clopperPearsonInterval: (a) => stats.clopperPearsonInterval(proportionOf(a)),
  betaPosteriorInterval: (a) => stats.betaPosteriorInterval(proportionOf(a)),
  compareShares: (a, b) => stats.compareShares(proportionOf(a), proportionOf(b)),
  fisherExact: (a, b) =>
    stats.fisherExact([
      [a[0] ?? 0, a[1] ?? 0],
      [b[0] ?? 0, b[1] ?? 0],
    ]),
  bradleyTerry: (a, b) => stats.bradleyTerry([a, b]),
  scoreAgreement: stats.scoreAgreement,
  scoredLabelMetrics: (a, b) => stats.scoredLabelMetrics(a.map((score, row) => ({ score, isTrue: (b[row] ?? 0) > 0 }))),
  tTestPower: (a) => stats.tTestPower({ effectSize: a[0] ?? 0, perGroup: a[1] ?? 0 }),
  proportionsSampleSize: (a) =>
    stats.proportionsSampleSize({ shareA: a[0] ?? 0, shareB: a[1] ?? 0, power: a[2] ?? 0.8 }),
};

const anyNumber = fc.oneof(
  fc.double({ min: -1000, max: 1000, noNaN: true }),
  fc.integer({ min: 0, max: 50 }),
  fc.constantFrom(0, 0.1, 3, 5e-324, 1e-300, 1e300, -1e308, NaN, Infinity, -Infinity),
);
const anyNumbers = fc.array(anyNumber, { maxLength: 8 });

describe.each(Object.entries(ANSWERS))("%s", (_, answer) => {
  it("never throws and never answers with what is not a finite number", () => {
    fc.assert(
      fc.property(anyNumbers, anyNumbers, (a, b) => {
        expect(nonFiniteOf(answer(a, b))).toEqual([]);
      }),
      { numRuns: 150 },
    );
  });
});

const proportionOf = ([successes = 0, trials = 0]: Numbers) => ({ successes, trials });

function nonFiniteOf(value: unknown): unknown[] {
  if (typeof value === "number") return Number.isFinite(value) ? [] : [value];
  return typeof value === "object" && value !== null ? Object.values(value).flatMap(nonFiniteOf) : [];
}
