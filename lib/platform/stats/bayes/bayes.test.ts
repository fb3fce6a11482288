import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { agreesWithVectors } from "../test-vectors";
import { chanceToBeBest, thompsonWeights } from "./chance-to-be-best";
import { compareShares, sharePosterior } from "./compare-shares";
import { effectPosterior } from "./effect-posterior";
import { normalPosterior } from "./posterior";

agreesWithVectors("bayes-bandit.json", "bayes_gaussian", "bayes_beta_binomial", "bandit_prob_best");

const proportion = fc
  .integer({ min: 0, max: 300 })
  .chain((trials) => fc.record({ successes: fc.integer({ min: 0, max: trials }), trials: fc.constant(trials) }));

describe("two shares", () => {
  it("compare as the sum that Miller published says (2014, Formulas for Bayesian A/B Testing, 2)", () => {
    const [a, b] = [
      { successes: 17, trials: 60 },
      { successes: 24, trials: 58 },
    ];
    expect(compareShares(a, b)!.chanceBIsGreater).toBeCloseTo(chanceBySum(18, 44, 25, 35), 10);
  });

  it("that nobody has tried yet are a toss-up, at the mean loss of two uniform numbers", () => {
    const none = { successes: 0, trials: 0 };
    const { chanceBIsGreater, lossChoosingA, lossChoosingB } = compareShares(none, none)!;
    expect(chanceBIsGreater).toBeCloseTo(1 / 2, 12);
    expect([lossChoosingA, lossChoosingB].map((loss) => loss * 6)).toEqual([
      expect.closeTo(1, 10),
      expect.closeTo(1, 10),
    ]);
  });

  it("win or lose: the two chances sum to 1, and the losses differ by what the arms differ", () => {
    fc.assert(
      fc.property(proportion, proportion, (a, b) => {
        const [there, back] = [compareShares(a, b)!, compareShares(b, a)!];
        expect(there.chanceBIsGreater + back.chanceBIsGreater).toBeCloseTo(1, 9);
        const meanOf = ({ successes, trials }: typeof a) => (successes + 1) / (trials + 2);
        expect(there.lossChoosingA - there.lossChoosingB).toBeCloseTo(meanOf(b) - meanOf(a), 9);
      }),
      { numRuns: 30 },
    );
  });

  it("see a narrow belief beside a wide one", () => {
    const wide = { successes: 0, trials: 0 };
    expect(compareShares(wide, { successes: 3e8, trials: 1e9 })!.chanceBIsGreater).toBeCloseTo(0.3, 6);
  });

  it("are not compared when they cannot be", () => {
    expect(compareShares({ successes: 5, trials: 3 }, { successes: 1, trials: 2 })).toBeNull();
    expect(compareShares({ successes: 1, trials: 2 }, { successes: NaN, trials: 3 })).toBeNull();
    expect(sharePosterior({ successes: 0, trials: 0 }, { successes: 0, failures: 1 })).toBeNull();
  });
});

describe("the belief about an effect", () => {
  it("loses what the table of the unit normal loss says (Raiffa and Schlaifer 1961)", () => {
    // Standard error 1, effects of 0 and -1.
    const a = { count: 2, mean: 0, sd: 1 };
    const losses = [0, -1].map((mean) => {
      const answer = effectPosterior(a, { count: 2, mean, sd: 1 }, { difference: "absolute" });
      return answer.decidable ? answer.lossKeepingA : null;
    });
    expect(losses[0]).toBeCloseTo(0.3989, 4);
    expect(losses[1]).toBeCloseTo(0.08332, 5);
  });

  it("lies between the prior and what was seen, and is surer than both", () => {
    const prior = { mean: 0, variance: 0.5 };
    const answer = effectPosterior(
      { count: 2, mean: 0, sd: 1 },
      { count: 2, mean: 3, sd: 1 },
      { difference: "absolute", prior },
    );
    if (!answer.decidable) throw new Error("decidable");
    expect(answer.mean).toBeCloseTo(1, 12);
    expect(answer.sd).toBeCloseTo(Math.sqrt(1 / 3), 12);
  });

  it("turns round when less is better", () => {
    const [a, b] = [
      { count: 9, mean: 5, sd: 2 },
      { count: 8, mean: 4, sd: 1 },
    ];
    const [more, less] = [effectPosterior(a, b), effectPosterior(a, b, { isLowerBetter: true })];
    if (!more.decidable || !less.decidable) throw new Error("decidable");
    expect(more.chanceToWin + less.chanceToWin).toBeCloseTo(1, 12);
    expect(less.lossChoosingB).toBe(more.lossKeepingA);
  });

  it("is none without variation", () => {
    const constant = { count: 5, mean: 1, sd: 0 };
    expect(effectPosterior(constant, { ...constant, mean: 2 })).toEqual({ decidable: false, significant: false });
    expect(effectPosterior({ count: 0, mean: null, sd: null }, constant).decidable).toBe(false);
  });
});

describe("the chance to be best", () => {
  it("is the same for the same, and of two normals what their difference says", () => {
    const [one, two] = chanceToBeBest([normalPosterior(1, 3)!, normalPosterior(6, 4)!]) as [number, number];
    expect(two).toBeCloseTo(0.8413447461, 9);
    expect(one).toBeCloseTo(0.1586552539, 9);
    for (const chance of chanceToBeBest([1, 2, 3, 4].map(() => normalPosterior(2, 5)!)))
      expect(chance).toBeCloseTo(0.25, 10);
  });

  it("sums to 1, and does not depend on the order of the arms", () => {
    fc.assert(
      fc.property(fc.array(proportion, { minLength: 1, maxLength: 5 }), (arms) => {
        const posteriors = arms.map((arm) => sharePosterior(arm)!);
        const chances = chanceToBeBest(posteriors);
        expect(chances.reduce((sum, chance) => sum + chance, 0)).toBeCloseTo(1, 10);
        const turned = chanceToBeBest(posteriors.toReversed()).toReversed();
        chances.forEach((chance, arm) => expect(turned[arm]!).toBeCloseTo(chance, 9));
      }),
      { numRuns: 20 },
    );
  });

  it("of no arm is none, and no arm is believed in without a doubt", () => {
    expect(chanceToBeBest([])).toEqual([]);
    expect([normalPosterior(1, 0), normalPosterior(NaN, 1), normalPosterior(0, Infinity)]).toEqual([null, null, null]);
  });

  it("becomes a share of traffic that gives no arm up", () => {
    expect(thompsonWeights([0.9, 0.1, 0], 0.1)).toEqual([
      expect.closeTo(0.73, 12),
      expect.closeTo(0.17, 12),
      expect.closeTo(0.1, 12),
    ]);
    expect(thompsonWeights([1, 0], 0.8)).toEqual([0.5, 0.5]);
  });
});

/** P(B > A) for whole parameters. */
function chanceBySum(alphaA: number, betaA: number, alphaB: number, betaB: number): number {
  const logGamma = (n: number) => Array.from({ length: n - 1 }, (_, k) => Math.log(k + 1)).reduce((x, y) => x + y, 0);
  const logBeta = (a: number, b: number) => logGamma(a) + logGamma(b) - logGamma(a + b);
  let total = 0;
  for (let i = 0; i < alphaB; i++) {
    const logTerm = logBeta(alphaA + i, betaB + betaA) - logBeta(1 + i, betaB) - logBeta(alphaA, betaA);
    total += Math.exp(logTerm) / (betaB + i);
  }
  return total;
}
