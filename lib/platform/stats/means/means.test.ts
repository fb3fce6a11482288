import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { summarise, type SampleSummary } from "../descriptive/summarise";
import { agreesWithVectors } from "../test-vectors";
import { seededRandom } from "@/lib/platform/seeded-random";
import { adjustByCovariate } from "./adjust-by-covariate";
import { adjustSumsByCovariate, summariseRatio, summariseSums } from "./adjust-sums";
import { hedgesG } from "./effect-size";
import { meanInterval } from "./mean-interval";
import { welchTest } from "./welch-test";

agreesWithVectors("means.json", "welch_t", "welch_t_degenerate", "welch_t_summary", "mean_ci", "cuped");

/** Hours of sleep gained with two drugs (Student 1908). */
const FIRST_DRUG = [0.7, -1.6, -0.2, -1.2, -0.1, 3.4, 3.7, 0.8, 0, 2];
const SECOND_DRUG = [1.9, 0.8, 1.1, 0.1, -0.1, 4.4, 5.5, 1.6, 4.6, 3.4];

const sample = fc.array(fc.double({ min: -1000, max: 1000, noNaN: true }), { minLength: 3, maxLength: 40 });
const anything = fc.array(fc.oneof(fc.double(), fc.constantFrom(0, 3, 1e308, -Infinity)), { maxLength: 6 });

describe("Welch's test", () => {
  it("gives the answer of R's manual on Student's sleep data", () => {
    const answer = welchTest(summarise(FIRST_DRUG), summarise(SECOND_DRUG));
    expect(answer).toMatchObject({ decidable: true, significant: false });
    if (!answer.decidable) return;
    expect(answer.t).toBeCloseTo(1.8608, 4);
    expect(answer.df).toBeCloseTo(17.776, 3);
    expect(answer.pTwoSided).toBeCloseTo(0.07939, 5);
    expect(answer.interval.low).toBeCloseTo(-0.2054832, 6);
    expect(answer.interval.high).toBeCloseTo(3.3654832, 6);
  });

  it("changes only its sign when the arms change places, and not at all with the unit", () => {
    fc.assert(
      fc.property(sample, sample, fc.double({ min: 0.01, max: 100, noNaN: true }), (a, b, unit) => {
        const answer = welchTest(summarise(a), summarise(b));
        const swapped = welchTest(summarise(b), summarise(a));
        const inUnits = welchTest(summarise(a.map((x) => x * unit)), summarise(b.map((x) => x * unit)));
        if (!answer.decidable || !swapped.decidable || !inUnits.decidable) return;
        expect(swapped.t).toBeCloseTo(-answer.t, 8);
        expect(swapped.pGreater).toBeCloseTo(answer.pLess, 8);
        expect(inUnits.pTwoSided).toBeCloseTo(answer.pTwoSided, 6);
      }),
    );
  });

  it("calls a difference significant exactly when its interval leaves 0 out", () => {
    fc.assert(
      fc.property(sample, sample, fc.constantFrom(0.01, 0.05, 0.2), (a, b, alpha) => {
        const answer = welchTest(summarise(a), summarise(b), { alpha });
        if (!answer.decidable || Math.abs(answer.pTwoSided - alpha) < 1e-9) return;
        expect(answer.significant).toBe(answer.interval.low > 0 || answer.interval.high < 0);
      }),
    );
  });

  it("never throws and never answers with what is not a number", () => {
    fc.assert(
      fc.property(anything, anything, (a, b) => {
        expect(JSON.stringify(welchTest(summarise(a), summarise(b)), refuseNonFinite)).toBeTypeOf("string");
      }),
    );
  });
});

describe("the interval of a mean", () => {
  it("is Student's on his own data", () => {
    const gain = SECOND_DRUG.map((value, index) => value - FIRST_DRUG[index]!);
    const { low, high } = meanInterval(summarise(gain))!;
    expect(low).toBeCloseTo(0.7001142, 6);
    expect(high).toBeCloseTo(2.4598858, 6);
  });

  it("is unknown for a single value", () => {
    expect(meanInterval(summarise([3]))).toBeNull();
  });
});

describe("Hedges' correction", () => {
  it.each([
    [2, 0.5642],
    [10, 0.9228],
    [20, 0.9619],
    [50, 0.9849],
  ])("with %i degrees of freedom is the published factor", (df, factor) => {
    expect(hedgesG(1, df)).toBeCloseTo(factor, 3);
  });

  it("has no step where the series takes over", () => {
    expect(hedgesG(1, 100_001) - hedgesG(1, 99_999)).toBeLessThan(1e-9);
  });
});

describe("the adjustment by the past", () => {
  it("takes off all that the past explains, and keeps the effect", () => {
    const before = [1, 2, 3, 4];
    const adjusted = adjustByCovariate(
      { before, during: before.map((value) => 2 * value) },
      { before, during: before.map((value) => 2 * value) },
    );
    expect(adjusted.slope).toBeCloseTo(2, 12);
    for (const value of [...adjusted.a, ...adjusted.b]) expect(value).toBeCloseTo(5, 12);
  });

  it("changes nothing when the past is the same for all", () => {
    const { slope, a } = adjustByCovariate({ before: [1, 1], during: [4, 6] }, { before: [1], during: [2] });
    expect([slope, ...a]).toEqual([0, 4, 6]);
  });

  it("never makes the spread larger", () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.integer({ min: -99, max: 99 }), fc.integer({ min: -99, max: 99 })), { minLength: 3 }),
        (pairs) => {
          const arm = { before: pairs.map(([before]) => before), during: pairs.map(([, during]) => during) };
          const adjusted = adjustByCovariate(arm, { before: [], during: [] });
          expect(summarise(adjusted.a).sd!).toBeLessThanOrEqual(summarise(arm.during).sd! + 1e-9);
        },
      ),
    );
  });
});

function refuseNonFinite(_: string, value: unknown): unknown {
  expect(typeof value === "number" && !Number.isFinite(value)).toBe(false);
  return value;
}

describe("running sums", () => {
  const pair = fc.record({
    before: fc.double({ min: -50, max: 50, noNaN: true }),
    during: fc.double({ min: -50, max: 50, noNaN: true }),
  });
  const arm = fc.array(pair, { minLength: 3, maxLength: 40 });
  const sumsOf = (pairs: { before: number; during: number }[]) => ({
    count: pairs.length,
    x: pairs.reduce((sum, { before }) => sum + before, 0),
    y: pairs.reduce((sum, { during }) => sum + during, 0),
    xx: pairs.reduce((sum, { before }) => sum + before * before, 0),
    yy: pairs.reduce((sum, { during }) => sum + during * during, 0),
    xy: pairs.reduce((sum, { before, during }) => sum + before * during, 0),
  });
  const known = (pairs: { before: number; during: number }[]) => ({ all: sumsOf(pairs), pairs: sumsOf(pairs) });
  const differenceOf = (a: SampleSummary, b: SampleSummary) => ({
    effect: b.mean! - a.mean!,
    variance: a.sd! ** 2 / a.count + b.sd! ** 2 / b.count,
  });
  const columns = (pairs: { before: number; during: number }[]) => ({
    before: pairs.map(({ before }) => before),
    during: pairs.map(({ during }) => during),
  });

  it("are adjusted by a covariate as the pairs themselves are", () => {
    fc.assert(
      fc.property(arm, arm, (a, b) => {
        const spread = summarise([...a, ...b].map(({ before }) => before)).sd ?? 0;
        fc.pre(spread > 0.1);
        const [fromPairs, fromSums] = [
          adjustByCovariate(columns(a), columns(b)),
          adjustSumsByCovariate(known(a), known(b)),
        ];
        expect(fromSums.slope).toBeCloseTo(fromPairs.slope, 6);
        expect(fromSums.a.mean).toBeCloseTo(summarise(fromPairs.a).mean!, 6);
        expect(fromSums.b.sd).toBeCloseTo(summarise(fromPairs.b).sd!, 5);
      }),
    );
  });

  it("keep units whose past is not known: unbiased, narrower the more is known, and never wider", () => {
    const random = seededRandom(11);
    const normal = () => Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
    const [units, effect] = [200, 0.4];
    const oneExperiment = (correlation: number, knownShare: number) => {
      const [a, b] = [0, effect].map((lift) => {
        const all = Array.from({ length: units }, () => {
          const before = 50 + normal();
          return { before, during: lift + correlation * (before - 50) + Math.sqrt(1 - correlation ** 2) * normal() };
        });
        return { all: sumsOf(all), pairs: sumsOf(all.filter(() => random() < knownShare)) };
      });
      const [raw, adjusted] = [{ a: summariseSums(a!.all), b: summariseSums(b!.all) }, adjustSumsByCovariate(a!, b!)];
      return { plain: differenceOf(raw.a, raw.b), adjusted: differenceOf(adjusted.a, adjusted.b) };
    };
    for (const [correlation, knownShare, most] of [
      [0.8, 1, 0.45],
      [0.8, 0.5, 0.8],
      [0, 1, 1.02],
      [0.8, 0.02, 1.02],
    ] as const) {
      const runs = Array.from({ length: 300 }, () => oneExperiment(correlation, knownShare));
      const effects = summarise(runs.map(({ adjusted }) => adjusted.effect));
      expect(Math.abs(effects.mean! - effect)).toBeLessThan(4 * (effects.sd! / Math.sqrt(runs.length)));
      // What is claimed is what repetitions show.
      const claimed = Math.sqrt(summarise(runs.map(({ adjusted }) => adjusted.variance)).mean!);
      expect(claimed / effects.sd!).toBeGreaterThan(0.88);
      expect(claimed / effects.sd!).toBeLessThan(1.12);
      const [narrow, wide] = [runs.map((run) => run.adjusted.variance), runs.map((run) => run.plain.variance)];
      expect(summarise(narrow).mean! / summarise(wide).mean!).toBeLessThan(most);
    }
  });

  it("of a constant covariate adjust nothing", () => {
    const constant = Array.from({ length: 9 }, (_, index) => ({ before: 3, during: index }));
    const { slope, a } = adjustSumsByCovariate(known(constant), known(constant));
    expect(slope).toBe(0);
    expect(a.mean).toBeCloseTo(4, 12);
  });

  it("give a ratio the spread that many repetitions of it show", () => {
    const random = seededRandom(7);
    const oneExperiment = () =>
      Array.from({ length: 400 }, () => {
        const before = 1 + Math.floor(4 * random());
        return { before, during: before * (0.3 + 0.2 * random()) + random() };
      });
    const ratios = Array.from({ length: 400 }, () => summariseRatio(sumsOf(oneExperiment())));
    const observed = summarise(ratios.map(({ mean }) => mean!)).sd!;
    const claimed = ratios.reduce((sum, { sd }) => sum + sd! / Math.sqrt(400), 0) / ratios.length;
    expect(claimed / observed).toBeGreaterThan(0.9);
    expect(claimed / observed).toBeLessThan(1.1);
    expect(summariseRatio({ count: 3, x: 0, y: 1, xx: 0, yy: 1, xy: 0 })).toEqual({ count: 3, mean: null, sd: null });
  });
});
