import { describe, expect, it } from "vitest";
import type { Metric, Metrics } from "@/lib/optimization/schemas";
import { METRICS } from "@/lib/optimization/words";
import { prepareMetrics } from "./prepare-metrics";

const known = (value: number, half = 0): Metric => ({ value, low: value - half, high: value + half, count: 50 });
const metrics = (given: Partial<Metrics>): Metrics => ({
  ...(Object.fromEntries(METRICS.map((name) => [name, { value: null, reason: "not told" }])) as Metrics),
  ...given,
});
const rowOf = (before: Partial<Metrics>, after: Partial<Metrics>) =>
  prepareMetrics(metrics(before), metrics(after)).find(({ name }) => name === Object.keys(before)[0])!;

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

  it("says why a metric was not measured, and compares it with nothing", () => {
    expect(rowOf({ memory_usage_mb: { value: null, reason: "not told" } }, {})).toMatchObject({
      before: "not told",
      change: null,
      verdict: "unknown",
      count: null,
    });
  });
});
