import { describe, expect, it } from "vitest";
import { classificationMetrics, expectedCalibrationError, topConfusions } from "./classification";
import { agreesWithVectors } from "./test-vectors";

agreesWithVectors("classification.json", "classification");

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
