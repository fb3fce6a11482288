import { describe, expect, it } from "vitest";
import { seededRandom } from "@/lib/platform/seeded-random";
import { summarise } from "../descriptive/summarise";
import { groupedQuantile, valueBucket } from "./grouped-quantile";

function grouped(values: readonly number[]): Map<number, number> {
  const counts = new Map<number, number>();
  for (const value of values) counts.set(valueBucket(value), (counts.get(valueBucket(value)) ?? 0) + 1);
  return counts;
}

describe("a percentile of counted values", () => {
  const random = seededRandom(3);
  const normal = () => Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
  const latencies = (count: number) => Array.from({ length: count }, () => Math.exp(6 + 0.5 * normal()));

  it("is at most 1 % off", () => {
    const { quantile } = groupedQuantile(grouped(Array.from({ length: 10_000 }, (_, index) => index + 1)), 0.95)!;
    expect(quantile / 9_500).toBeCloseTo(1, 2);
  });

  it("has the error that many repetitions show, and the true value of a log-normal", () => {
    const estimates = Array.from({ length: 400 }, () => groupedQuantile(grouped(latencies(1_000)), 0.95)!);
    const observed = summarise(estimates.map(({ quantile }) => quantile));
    const claimed = estimates.reduce((sum, { standardError }) => sum + standardError, 0) / estimates.length;
    expect(observed.mean! / Math.exp(6 + 0.5 * 1.6449)).toBeCloseTo(1, 2);
    expect(claimed / observed.sd!).toBeGreaterThan(0.85);
    expect(claimed / observed.sd!).toBeLessThan(1.2);
  });

  it("of nothing, of one value, or at an impossible share is none", () => {
    expect(groupedQuantile(new Map(), 0.95)).toBeNull();
    expect(groupedQuantile(grouped([5]), 0.95)).toBeNull();
    expect(groupedQuantile(grouped([5, 6]), 1)).toBeNull();
    for (const value of [0, -3, Infinity]) expect(Number.isFinite(valueBucket(value))).toBe(true);
  });
});
