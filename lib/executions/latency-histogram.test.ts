import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  addHistograms,
  decodeHistogram,
  encodeHistogram,
  histogramQuantile,
  histogramQuantiles,
  latencyBucket,
  type LatencyHistogram,
} from "./latency-histogram";

const histogramOf = (values: number[]): LatencyHistogram =>
  addHistograms(values.map((value) => encodeHistogram([[latencyBucket(value), 1]])));

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

  it("tells several quantiles at once as it tells each", () => {
    fc.assert(
      fc.property(latencies, (values) => {
        const shares = [0.5, 0.95, 0.99, 1];
        const histogram = histogramOf(values);
        expect(histogramQuantiles([histogram], shares)).toEqual(shares.map((one) => histogramQuantile(histogram, one)));
      }),
    );
  });

  it("tells the quantiles of several histograms as those of their sum", () => {
    fc.assert(
      fc.property(latencies, latencies, (first, second) => {
        const parts = [histogramOf(first), histogramOf(second)];
        expect(histogramQuantiles(parts, [0.5, 0.99])).toEqual(histogramQuantiles([addHistograms(parts)], [0.5, 0.99]));
      }),
    );
  });

  it("does not care in which hours the calls were counted", () => {
    fc.assert(
      fc.property(latencies, latencies, (first, second) => {
        const together = decodeHistogram(histogramOf([...first, ...second]));
        const apart = addHistograms([histogramOf(second), histogramOf(first)]);
        expect([...decodeHistogram(apart)]).toEqual([...together]);
      }),
    );
  });

  it("keeps counts of any size, and the fastest and slowest calls there are", () => {
    const counts = [
      [-200, 1],
      [0, 2_000_000],
      [1_000, 524_287],
    ] as const;
    expect([...decodeHistogram(encodeHistogram(counts))]).toEqual(counts);
  });

  it("knows no quantile of nothing, nor of what was taken away again", () => {
    expect(histogramQuantile(new Uint8Array(), 0.5)).toBeNull();
    const takenAway = new Uint8Array(8);
    new DataView(takenAway.buffer).setInt32(0, (1_034 << 20) | 3);
    new DataView(takenAway.buffer).setInt32(4, (1_034 << 20) | (-3 & 0xfffff));
    expect(histogramQuantile(takenAway, 0.5)).toBeNull();
  });
});
