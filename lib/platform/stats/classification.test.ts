import { describe, expect, it } from "vitest";
import { classificationMetrics, confusionMatrix, expectedCalibrationError, topConfusions } from "./classification";
import { readVectorSet } from "./test-vectors";

type Rates = { precision: number; recall: number; f1: number };
type Expected = {
  labels: string[];
  confusion: number[][];
  accuracy: number;
  per_class: Record<string, Rates & { support: number }>;
  macro: Rates;
  micro: Rates;
  weighted: Rates;
  mcc: number;
  balanced_accuracy: number;
  cohen_kappa: number | null;
};

const vectors = readVectorSet<{ y_true: string[]; y_pred: string[]; labels: string[] }, Expected>(
  "classification.json",
  "classification",
);

describe.skipIf(!vectors)("agrees with scikit-learn", () => {
  it.each(vectors?.cases.map((one) => [one.id, one] as const) ?? [])("on %s", (_, { input, expected }) => {
    const pairs = { truth: input.y_true, predicted: input.y_pred };
    const metrics = classificationMetrics(pairs, input.labels);
    expect(confusionMatrix(pairs, expected.labels)).toEqual(expected.confusion);
    near(metrics.accuracy, expected.accuracy);
    near(metrics.mcc, expected.mcc);
    near(metrics.balancedAccuracy, expected.balanced_accuracy);
    if (expected.cohen_kappa === null) expect(metrics.cohenKappa).toBeNull();
    else near(metrics.cohenKappa, expected.cohen_kappa);
    for (const average of ["macro", "micro", "weighted"] as const) nearAll(metrics[average], expected[average]);
    for (const row of metrics.perLabel) nearAll(row, expected.per_class[row.label]!);
  });
});

describe("classification metrics", () => {
  it("are 1 everywhere when every prediction is right", () => {
    const metrics = classificationMetrics({ truth: ["a", "b", "b"], predicted: ["a", "b", "b"] });
    expect([metrics.accuracy, metrics.macro.f1, metrics.mcc, metrics.cohenKappa]).toEqual([1, 1, 1, 1]);
  });

  it("are 0, not undefined, without any row", () => {
    const { cohenKappa, ...metrics } = classificationMetrics({ truth: [], predicted: [] });
    expect(cohenKappa).toBeNull();
    expect(metrics).toMatchObject({ accuracy: 0, macro: { f1: 0 }, mcc: 0, balancedAccuracy: 0, perLabel: [] });
  });

  it("names the commonest mistake first", () => {
    const pairs = { truth: ["a", "a", "b", "c"], predicted: ["b", "b", "a", "c"] };
    expect(topConfusions(pairs, 1)).toEqual([{ truth: "a", predicted: "b", count: 2 }]);
  });
});

describe("the expected calibration error", () => {
  it("is 0 when the share of right answers equals the confidence", () => {
    const rows = [true, true, true, false].map((isRight) => ({ confidence: 0.75, isRight }));
    expect(expectedCalibrationError(rows)).toBeCloseTo(0);
  });

  it("is the gap when a model is always sure and right half of the time", () => {
    expect(expectedCalibrationError([true, false].map((isRight) => ({ confidence: 1, isRight })))).toBeCloseTo(0.5);
  });
});

function near(got: number | null, want: number): void {
  expect(Math.abs((got ?? NaN) - want)).toBeLessThanOrEqual(Math.max(1e-9, 1e-9 * Math.abs(want)));
}

function nearAll(got: Rates, want: Rates): void {
  near(got.precision, want.precision);
  near(got.recall, want.recall);
  near(got.f1, want.f1);
}
