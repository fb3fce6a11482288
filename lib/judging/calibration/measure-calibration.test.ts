import { expect, it } from "vitest";
import { measureCalibration, type JudgedPair } from "./measure-calibration";

const pairs = (count: number, scoreOf: (approval: number, index: number) => number): JudgedPair[] =>
  Array.from({ length: count }, (_, index) => {
    const approval = (index % 5) / 4;
    return { approval, score: scoreOf(approval, index) };
  });

it("a judge that says what people say agrees entirely, without bias", () => {
  const found = measureCalibration(pairs(60, (approval) => 100 * approval));
  expect(found.weightedKappa).toMatchObject({ value: 1, low: 1, high: 1 });
  expect(found.spearman!.value).toBeCloseTo(1);
  expect(found.bias!.value).toBe(0);
  expect(found.verdict).toContain("can stand in");
  expect(found.table.map((row, index) => row[index])).toEqual([12, 12, 12, 12, 12]);
});

it("a judge that says the opposite disagrees, and is not recommended", () => {
  const found = measureCalibration(pairs(60, (approval) => 100 - 100 * approval));
  expect(found.weightedKappa!.value).toBeLessThan(-0.9);
  expect(found.spearman!.value).toBeCloseTo(-1);
  expect(found.verdict).toContain("not certain");
});

it("a judge that is always fifteen points kinder is biased, though it orders alike", () => {
  const found = measureCalibration(pairs(60, (approval) => 15 + 70 * approval));
  expect(found.spearman!.value).toBeCloseTo(1);
  expect(found.bias!.value).toBeCloseTo(0);
  const kinder = measureCalibration(pairs(60, (approval) => 15 + 85 * approval));
  expect(kinder.bias!.low).toBeGreaterThan(0);
});

it("a judge that gives everything the same score proves nothing", () => {
  const found = measureCalibration(pairs(60, () => 100));
  expect(found.spearman).toBeNull();
  expect(found.weightedKappa!.value).toBeCloseTo(0);
  expect(found.verdict).not.toContain("can stand in");
});

it("few pairs give no number, and none at all fail nothing", () => {
  expect(measureCalibration([])).toMatchObject({ pairCount: 0, weightedKappa: null, spearman: null, bias: null });
  const nine = measureCalibration(pairs(9, (approval) => 100 * approval));
  expect(nine).toMatchObject({ weightedKappa: null, verdict: expect.stringContaining("1 more") as string });
  expect(measureCalibration(pairs(12, (approval) => 100 * approval)).verdict).toContain("Few pairs");
});

it("people who only approve or reject can be agreed with as well", () => {
  const found = measureCalibration(
    Array.from({ length: 40 }, (_, index) => ({ approval: index % 2, score: index % 2 ? 85 : 25 })),
  );
  expect(found.weightedKappa!.value).toBeGreaterThan(0.5);
});
