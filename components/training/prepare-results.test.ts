import { describe, expect, it } from "vitest";
import type { TrainingResult } from "@/lib/training/schemas";
import { bestBy, mostAccurate, wilsonInterval } from "./prepare-results";

const result = (classifier: TrainingResult["classifier"], accuracy: number, predictionMsP95: number) =>
  ({ classifier, accuracy, predictionMsP95, ece: 1 - accuracy }) as TrainingResult;

const results = [result("nb", 0.8, 1), result("council", 0.9, 9), result("encoder", 0.9, 5)];

describe("the comparison of classifiers", () => {
  it("names everybody who shares the best value", () => {
    expect([...bestBy(results, "accuracy")]).toEqual(["council", "encoder"]);
  });

  it("counts errors and time as better when they are lower", () => {
    expect([...bestBy(results, "predictionMsP95")]).toEqual(["nb"]);
    expect([...bestBy(results, "ece")]).toEqual(["council", "encoder"]);
  });

  it("praises nobody when there is nothing to compare", () => {
    expect(bestBy(results.slice(0, 1), "accuracy").size).toBe(0);
    expect(bestBy(results.slice(1), "accuracy").size).toBe(0);
  });

  it("prefers the faster of two equally accurate ones", () => {
    expect(mostAccurate(results)?.classifier).toBe("encoder");
    expect(mostAccurate([])).toBeNull();
  });
});

describe("the interval of an accuracy", () => {
  it("agrees with Wilson's for 8 of 10 and stays within 0 and 1", () => {
    const interval = wilsonInterval(0.8, 10)!;
    expect(interval.low).toBeCloseTo(0.4902, 4);
    expect(interval.high).toBeCloseTo(0.9433, 4);
    expect(wilsonInterval(1, 5)!.high).toBe(1);
    expect(wilsonInterval(0.5, 0)).toBeNull();
  });

  it("narrows with more examples", () => {
    const width = (count: number) => wilsonInterval(0.9, count)!.high - wilsonInterval(0.9, count)!.low;
    expect(width(1_000)).toBeLessThan(width(100));
  });
});
