import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { addHistograms, histogramQuantile, latencyBucket, type LatencyHistogram } from "./latency-histogram";

const histogramOf = (values: number[]): LatencyHistogram =>
  addHistograms(values.map((value) => ({ [latencyBucket(value)]: 1 })));

const latencies = fc.array(fc.double({ min: 0.02, max: 600_000, noNaN: true }), { minLength: 1, maxLength: 200 });

describe("latency histogram", () => {
  it("tells every quantile within 2 % of the exact one", () => {
    fc.assert(
      fc.property(latencies, fc.double({ min: 0.01, max: 1, noNaN: true }), (values, share) => {
        const sorted = values.toSorted((a, b) => a - b);
        const exact = sorted[Math.ceil(share * sorted.length) - 1]!;
        const told = histogramQuantile(histogramOf(values), share)!;
        expect(Math.abs(told - exact) / exact).toBeLessThanOrEqual(0.02);
      }),
    );
  });

  it("does not care in which hours the calls were counted", () => {
    fc.assert(
      fc.property(latencies, latencies, (first, second) => {
        const together = histogramOf([...first, ...second]);
        expect(addHistograms([histogramOf(first), histogramOf(second)])).toEqual(together);
      }),
    );
  });

  it("knows no quantile of nothing", () => {
    expect(histogramQuantile({}, 0.5)).toBeNull();
  });
});
