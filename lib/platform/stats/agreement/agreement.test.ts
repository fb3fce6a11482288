import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { agreesWithVectors } from "../test-vectors";
import { kendallTauB } from "./kendall-tau";
import { quadraticKappa } from "./quadratic-kappa";
import { scoreAgreement } from "./score-agreement";
import { scoredLabelMetrics } from "./score-labels";

agreesWithVectors("classification.json", "regression_metrics", "binary_probabilistic");

const scores = fc.array(fc.tuple(fc.integer({ min: -9, max: 9 }), fc.integer({ min: -9, max: 9 })), {
  minLength: 2,
  maxLength: 40,
});

describe("the agreement of scores", () => {
  it("is that of scikit-learn's manual", () => {
    const answer = scoreAgreement([3, -0.5, 2, 7], [2.5, 0, 2, 8])!;
    expect([answer.meanAbsoluteError, answer.meanSquaredError]).toEqual([0.5, 0.375]);
    expect(answer.r2).toBeCloseTo(0.948608, 6);
  });

  it("ranks as in the textbook example of intelligence and hours of television", () => {
    const quotient = [106, 100, 86, 101, 99, 103, 97, 113, 112, 110];
    const hours = [7, 27, 2, 50, 28, 29, 20, 12, 6, 17];
    expect(scoreAgreement(quotient, hours)!.spearman).toBeCloseTo(-29 / 165, 12);
  });

  it("is less in concordance than in correlation when one side is always one more", () => {
    // Population variance 2/3: 2 · 2/3 / (2 · 2/3 + 1).
    const { pearson, concordance } = scoreAgreement([1, 2, 3], [2, 3, 4])!;
    expect(pearson).toBeCloseTo(1, 12);
    expect(concordance).toBeCloseTo(4 / 7, 12);
  });

  it("does not depend on which side is which, nor on the order of the rows", () => {
    fc.assert(
      fc.property(scores, (pairs) => {
        const [x, y] = [pairs.map(([first]) => first), pairs.map(([, second]) => second)];
        const [answer, swapped] = [scoreAgreement(x, y)!, scoreAgreement(y, x)!];
        const turned = scoreAgreement(x.toReversed(), y.toReversed())!;
        for (const other of [swapped, turned]) {
          for (const key of ["pearson", "spearman", "kendallTauB", "concordance", "meanSquaredError"] as const) {
            if (answer[key] === null) expect(other[key]).toBeNull();
            else expect(other[key]).toBeCloseTo(answer[key], 9);
          }
        }
      }),
    );
  });

  it("is unknown where a side does not vary, without rows, and with what is no number", () => {
    expect(scoreAgreement([1, 1], [2, 3])).toMatchObject({
      pearson: null,
      spearman: null,
      kendallTauB: null,
      r2: null,
    });
    expect(scoreAgreement([2, 2], [2, 2])).toMatchObject({ concordance: null, meanAbsoluteError: 0 });
    expect(scoreAgreement([], [])).toBeNull();
    expect(scoreAgreement([1, NaN], [1, 2])).toBeNull();
  });
});

describe("Kendall's tau", () => {
  it("is that of scipy's manual, with ties", () => {
    expect(kendallTauB([12, 2, 1, 12, 2], [1, 4, 7, 1, 0])).toBeCloseTo(-0.47140452079103173, 14);
  });

  it("is what counting all pairs gives", () => {
    fc.assert(
      fc.property(scores, (pairs) => {
        let [balance, movesX, movesY] = [0, 0, 0];
        pairs.forEach(([x, y], i) =>
          pairs.slice(i + 1).forEach(([otherX, otherY]) => {
            balance += Math.sign(x - otherX) * Math.sign(y - otherY);
            movesX += Math.abs(Math.sign(x - otherX));
            movesY += Math.abs(Math.sign(y - otherY));
          }),
        );
        const tau = kendallTauB(
          pairs.map(([x]) => x),
          pairs.map(([, y]) => y),
        );
        if (movesX * movesY === 0) expect(tau).toBeNull();
        else expect(tau).toBeCloseTo(balance / Math.sqrt(movesX * movesY), 12);
      }),
    );
  });
});

describe("quadratic weighted kappa", () => {
  it.each([
    [[1, 2, 3], [1, 2, 3], 1],
    [[1, 2, 1], [1, 2, 2], 0.4],
    [[1, 2, 3, 1, 2, 2, 3], [1, 2, 3, 1, 2, 3, 2], 0.75],
  ])("of %j and %j is the one of the reference implementation (Hamner 2012)", (first, second, kappa) => {
    expect(quadraticKappa(first, second)).toBeCloseTo(kappa, 12);
  });

  it("is unknown when only one level is ever given, or none", () => {
    expect(quadraticKappa([2, 2], [2, 2])).toBeNull();
    expect(quadraticKappa([], [])).toBeNull();
  });
});

describe("scores of what is true", () => {
  it("are judged as in scikit-learn's manual", () => {
    const ranked = metricsOf([0.1, 0.4, 0.35, 0.8], [0, 0, 1, 1]);
    expect(ranked.rocAuc).toBeCloseTo(0.75, 12);
    expect(ranked.averagePrecision).toBeCloseTo(0.83333, 5);
    expect(metricsOf([0.9, 0.1, 0.2, 0.65], [1, 0, 0, 1]).logLoss).toBeCloseTo(0.21616, 5);
    expect(metricsOf([0.1, 0.9, 0.8, 0.3], [0, 1, 1, 0]).brier).toBeCloseTo(0.0375, 12);
  });

  it("cost much, but not everything, when they were certain and wrong", () => {
    expect(metricsOf([1], [0]).logLoss).toBeCloseTo(36.04, 2);
  });

  it("tell nothing apart when all are alike", () => {
    expect(metricsOf([0.2, 0.7], [1, 1])).toMatchObject({ rocAuc: null, averagePrecision: 1 });
    expect(metricsOf([0.2, 0.7], [0, 0])).toMatchObject({ rocAuc: null, averagePrecision: null });
    expect(scoredLabelMetrics([])).toBeNull();
    expect(scoredLabelMetrics([{ score: 1.2, isTrue: true }])).toBeNull();
    expect(scoredLabelMetrics([{ score: NaN, isTrue: true }])).toBeNull();
  });
});

function metricsOf(values: readonly number[], truth: readonly number[]) {
  return scoredLabelMetrics(values.map((score, index) => ({ score, isTrue: truth[index] === 1 })))!;
}
