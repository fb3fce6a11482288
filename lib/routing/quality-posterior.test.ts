import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { estimateQuality, type ScoreSums } from "./quality-posterior";

const none: ScoreSums = { count: 0, sum: 0, squareSum: 0 };
const scores = (...values: number[]): ScoreSums => ({
  count: values.length,
  sum: values.reduce((total, value) => total + value, 0),
  squareSum: values.reduce((total, value) => total + value * value, 0),
});

describe("estimateQuality", () => {
  it("claims nothing about a model that was never scored", () => {
    const estimate = estimateQuality({ task: none, category: none, overall: none, benchmark: null, validation: null });
    expect(estimate).toEqual({ mean: null, low: 0, high: 100, observations: 0 });
  });

  it("lets few observations weigh little and many decide", () => {
    const few = estimateQuality({
      task: scores(95, 95),
      category: scores(95, 95),
      overall: scores(95, 95),
      benchmark: null,
      validation: null,
    });
    const manyScores = scores(...Array.from({ length: 400 }, () => 95));
    const many = estimateQuality({
      task: manyScores,
      category: manyScores,
      overall: manyScores,
      benchmark: null,
      validation: null,
    });
    expect(few.mean!).toBeLessThan(70);
    expect(many.mean!).toBeGreaterThan(93);
    expect(many.high - many.low).toBeLessThan(few.high - few.low);
  });

  it("believes held-out accuracy until feedback says otherwise", () => {
    const validation = { accuracy: 0.9, count: 2000 };
    expect(
      estimateQuality({ task: none, category: none, overall: none, benchmark: null, validation }).mean,
    ).toBeCloseTo(90);
    const bad = scores(...Array.from({ length: 1000 }, () => 40));
    expect(estimateQuality({ task: bad, category: bad, overall: bad, benchmark: null, validation }).mean!).toBeLessThan(
      55,
    );
  });

  it("believes a benchmark of the category as much as a handful of answers at work, and those outweigh it soon", () => {
    const benchmark = { quality: 90, count: 500 };
    const fresh = estimateQuality({ task: none, category: none, overall: none, benchmark, validation: null });
    expect(fresh.mean!).toBeGreaterThan(70);
    expect(fresh.mean!).toBeLessThan(85);
    const bad = scores(...Array.from({ length: 100 }, () => 30));
    const known = estimateQuality({ task: bad, category: bad, overall: bad, benchmark, validation: null });
    expect(known.mean!).toBeLessThan(45);
  });

  it("keeps the mean inside the interval and the interval on the scale", () => {
    const score = fc.double({ min: 0, max: 100, noNaN: true });
    fc.assert(
      fc.property(fc.array(score, { maxLength: 50 }), fc.array(score, { maxLength: 50 }), (here, elsewhere) => {
        const estimate = estimateQuality({
          task: scores(...here),
          category: scores(...here, ...elsewhere.slice(0, 5)),
          overall: scores(...here, ...elsewhere),
          benchmark: null,
          validation: null,
        });
        expect(estimate.low).toBeGreaterThanOrEqual(0);
        expect(estimate.high).toBeLessThanOrEqual(100);
        if (estimate.mean !== null) {
          expect(estimate.low).toBeLessThanOrEqual(estimate.mean + 1e-9);
          expect(estimate.high).toBeGreaterThanOrEqual(estimate.mean - 1e-9);
        }
      }),
    );
  });

  it("believes tasks of the same category more than others, and this task most of all", () => {
    const often = (value: number) => scores(...Array.from({ length: 200 }, () => value));
    const together = (...parts: ScoreSums[]): ScoreSums => ({
      count: parts.reduce((sum, { count }) => sum + count, 0),
      sum: parts.reduce((sum, part) => sum + part.sum, 0),
      squareSum: parts.reduce((sum, { squareSum }) => sum + squareSum, 0),
    });
    const estimate = (task: ScoreSums, near: ScoreSums, far: ScoreSums) =>
      estimateQuality({
        task,
        category: together(task, near),
        overall: together(task, near, far),
        benchmark: null,
        validation: null,
      });
    const near = estimate(none, often(90), often(30));
    const far = estimate(none, none, often(30));
    const here = estimate(often(60), often(90), often(30));
    expect(near.mean!).toBeGreaterThan(65);
    expect(far.mean!).toBeLessThan(40);
    expect(Math.abs(here.mean! - 60)).toBeLessThan(5);
    expect(near.high - near.low).toBeLessThan(far.high - far.low);
    expect(here.observations).toBe(600);
  });
});
