import { describe, expect, it } from "vitest";
import { evaluateAnswers, type HeldOutAnswer } from "./evaluate-answers";

const answer = (changes: Partial<HeldOutAnswer>): HeldOutAnswer => ({
  truth: "a",
  predicted: "a",
  confidence: 0.9,
  alternatives: [],
  characters: 20,
  source: "import",
  ...changes,
});

describe("the evaluation of a version", () => {
  it("agrees with scikit-learn on a published case", () => {
    // classification-001 of the reference vectors: accuracy 0.8, mcc 0.6.
    const truth = ["p", "n", "n", "n", "p", "p", "p", "p", "n", "n"];
    const predicted = ["p", "p", "n", "n", "p", "p", "n", "p", "n", "n"];
    const evaluation = evaluateAnswers(truth.map((one, row) => answer({ truth: one, predicted: predicted[row]! })));
    expect(evaluation).toMatchObject({ count: 10, accuracy: 0.8, balancedAccuracy: 0.8 });
    expect(evaluation.mcc).toBeCloseTo(0.6, 12);
    expect(evaluation.macro.f1).toBeCloseTo(0.8, 12);
    expect(evaluation.confusions).toEqual({
      labels: ["n", "p"],
      cells: [
        [0, 0, 4],
        [0, 1, 1],
        [1, 0, 1],
        [1, 1, 4],
      ],
    });
  });

  it("has a calibration curve whose gaps add up to the calibration error", () => {
    const answers = [
      ...Array.from({ length: 80 }, () => answer({ confidence: 0.8 })),
      ...Array.from({ length: 20 }, () => answer({ confidence: 0.8, predicted: "b" })),
      ...Array.from({ length: 50 }, () => answer({ confidence: 0.5, predicted: "b" })),
    ];
    const { calibration, ece } = evaluateAnswers(answers);
    const gaps = calibration.reduce(
      (sum, { count, confidence, accuracy }) => sum + (count / 150) * Math.abs((confidence ?? 0) - (accuracy ?? 0)),
      0,
    );
    expect(gaps).toBeCloseTo(ece!, 12);
    expect(ece).toBeCloseTo((50 / 150) * 0.5, 12);
    expect(calibration.filter(({ count }) => count > 0)).toHaveLength(2);
    expect(calibration.find(({ count }) => count === 0)).toMatchObject({ confidence: null, accuracy: null });
  });

  it("says nothing of the calibration of a model that does not tell how sure it is", () => {
    const { accuracy, ece, calibration } = evaluateAnswers([
      answer({ confidence: null }),
      answer({ confidence: null }),
    ]);
    expect([accuracy, ece, calibration.every(({ count }) => count === 0)]).toEqual([1, null, true]);
  });

  it("knows the area under the curve where all scores are kept", () => {
    const scored = (truth: string, a: number) =>
      answer({
        truth,
        predicted: a > 0.5 ? "a" : "b",
        alternatives: [
          { label: "a", confidence: a },
          { label: "b", confidence: 1 - a },
        ],
      });
    const perfect = evaluateAnswers([scored("a", 0.9), scored("a", 0.6), scored("b", 0.4), scored("b", 0.1)]);
    expect(perfect.auc).toBe(1);
    const many = Array.from({ length: 6 }, (_, index) => answer({ truth: `${index}`, predicted: `${index}` }));
    expect(evaluateAnswers(many).auc).toBeNull();
  });

  it("tells parts by length and by source, each with how sure it is", () => {
    const { slices } = evaluateAnswers([
      answer({}),
      answer({ characters: 500, predicted: "b", source: "user" }),
      answer({ characters: 500, source: "user" }),
    ]);
    expect(slices.map(({ by, name, count, accuracy }) => [by, name, count, accuracy])).toEqual([
      ["length", "under 40 characters", 1, 1],
      ["length", "400 characters and more", 2, 0.5],
      ["source", "import", 1, 1],
      ["source", "user", 2, 0.5],
    ]);
    expect(slices[3]!.low).toBeLessThan(0.5);
  });

  it("says nothing wrong without answers", () => {
    expect(evaluateAnswers([])).toMatchObject({ count: 0, accuracy: 0, auc: null, slices: [] });
  });
});
