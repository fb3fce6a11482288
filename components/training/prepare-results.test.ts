import { describe, expect, it } from "vitest";
import type { TrainingResult } from "@/lib/training/schemas";
import { bestBy, mostAccurate, wilsonInterval } from "./prepare-results";

const result = (classifier: TrainingResult["classifier"], accuracy: number, predictionMsP95: number) =>
  ({ classifier, accuracy, predictionMsP95, ece: 1 - accuracy }) as TrainingResult;

const results = [result("nb", 0.8, 1), result("council", 0.9, 9), result("encoder", 0.9, 5)];

describe("the comparison of classifiers", () => {
  it("names everybody who shares the best value", () => {
    expect([...bestBy(results, "accuracy", String)]).toEqual(["council", "encoder"]);
  });

  it("counts errors and time as better when they are lower", () => {
    expect([...bestBy(results, "predictionMsP95", String)]).toEqual(["nb"]);
    expect([...bestBy(results, "ece", String)]).toEqual(["council", "encoder"]);
  });

  it("praises nobody when there is nothing to compare", () => {
    expect(bestBy(results.slice(0, 1), "accuracy", String).size).toBe(0);
    expect(bestBy(results.slice(1), "accuracy", String).size).toBe(0);
  });

  it("calls equal what reads the same", () => {
    expect(bestBy(results, "accuracy", (value) => value.toFixed(0)).size).toBe(0);
    expect([...bestBy(results, "predictionMsP95", (value) => (value < 6 ? "short" : "long"))]).toEqual([
      "nb",
      "encoder",
    ]);
  });

  it("names everybody who is the most accurate", () => {
    expect(mostAccurate(results).map(({ classifier }) => classifier)).toEqual(["council", "encoder"]);
    expect(mostAccurate([])).toEqual([]);
  });
});

describe("the interval of an accuracy", () => {
  it("agrees with Wilson's for 8 of 10 and stays within 0 and 1", () => {
    const interval = wilsonInterval(0.8, 10)!;
    expect(interval.low).toBeCloseTo(0.4902, 4);
    expect(interval.high).toBeCloseTo(0.9433, 4);
    expect(wilsonInterval(1, 24)!.high).toBe(1);
    expect(wilsonInterval(0, 24)!.low).toBe(0);
    expect(wilsonInterval(0.5, 0)).toBeNull();
  });

  it("narrows with more examples", () => {
    const width = (count: number) => wilsonInterval(0.9, count)!.high - wilsonInterval(0.9, count)!.low;
    expect(width(1_000)).toBeLessThan(width(100));
  });
});
