import { describe, expect, it } from "vitest";
import type { Comparison, Metric, Metrics } from "@/lib/optimization/schemas";
import { METRICS } from "@/lib/optimization/words";
import { prepareMetrics } from "./prepare-metrics";

const known = (value: number, half = 0): Metric => ({ value, low: value - half, high: value + half, count: 50 });
const metrics = (given: Partial<Metrics>): Metrics => ({
  ...(Object.fromEntries(METRICS.map((name) => [name, { value: null, reason: "not told" }])) as Metrics),
  ...given,
});
const NOT_PAIRED: Comparison = { quality: null, cost: null, latencyP50: null, latencyP95: null, weighted: null };
const rowOf = (before: Partial<Metrics>, after: Partial<Metrics>, comparison: Partial<Comparison> = {}) =>
  prepareMetrics(metrics(before), metrics(after), { ...NOT_PAIRED, ...comparison }).find(
    ({ name }) => name === Object.keys(before)[0],
  )!;

describe("before and after", () => {
  it("says what is better by word and sign: less of cost and latency, more of quality", () => {
    expect(rowOf({ cost_per_request: known(0.01) }, { cost_per_request: known(0.004) })).toMatchObject({
      change: "−60.0 %",
      verdict: "better",
    });
    expect(rowOf({ quality_score: known(80, 1) }, { quality_score: known(70, 1) })).toMatchObject({
      change: "−10.0 points",
      verdict: "worse",
    });
  });

  it("leaves a difference unclear whose intervals overlap", () => {
    expect(rowOf({ accuracy: known(0.9, 0.05) }, { accuracy: known(0.92, 0.05) })).toMatchObject({
      change: "+2.0 points",
      verdict: "unclear",
    });
  });

  it("believes the comparison test by test where there is one", () => {
    const quality = { mean: 6, low: 1, high: 11, count: 50 };
    const wide = [known(60, 9), known(66, 9)] as const;
    expect(rowOf({ quality_score: wide[0] }, { quality_score: wide[1] }, { quality })).toMatchObject({
      change: "+6.0 points (+1.0 to +11.0)",
      verdict: "better",
    });
    const cost = { mean: 0.2, low: -0.1, high: 0.5, count: 50 };
    expect(rowOf({ cost_per_request: known(1) }, { cost_per_request: known(1.2) }, { cost })).toMatchObject({
      change: "+20.0 % (−10.0 to +50.0)",
      verdict: "unclear",
    });
  });

  it("says why a metric was not measured, and compares it with nothing", () => {
    expect(rowOf({ memory_usage_mb: { value: null, reason: "not told" } }, {})).toMatchObject({
      before: "not told",
      change: null,
      verdict: "unknown",
      count: null,
    });
  });
});
