import { parseArgs } from "node:util";
import { addHistograms, encodeHistogram, histogramQuantile } from "@/lib/executions";
import { latencyBucket } from "@/lib/executions/latency-histogram";
import { mulberry32 } from "./support/mulberry32";
import { printTable, quantile } from "./support/print-table";

/**
 * How far quantiles of the latency histogram are from the exact ones: `--values 200000 --hours 720`. The baseline is
 * what a scrape of fixed buckets would tell, interpolated inside the bucket as Prometheus does.
 */
const { values } = parseArgs({
  options: {
    values: { type: "string", default: "200000" },
    hours: { type: "string", default: "720" },
    seed: { type: "string", default: "1" },
  },
});
const count = Number(values.values);
const hours = Number(values.hours);
const uniform = mulberry32(Number(values.seed));
const SHARES = [0.5, 0.95, 0.99] as const;
const FIXED_MS = [1, 2.5, 5, 10, 25, 50, 100, 250, 500, 1_000, 2_500, 5_000, 10_000, 30_000, 60_000, 120_000];

const normal = () => Math.sqrt(-2 * Math.log(1 - uniform())) * Math.cos(2 * Math.PI * uniform());
const DISTRIBUTIONS = {
  "log-normal": () => Math.exp(6 + 0.9 * normal()),
  Pareto: () => 80 / (1 - uniform()) ** (1 / 1.5),
  bimodal: () => (uniform() < 0.7 ? 12 + 2 * Math.abs(normal()) : 4_000 + 600 * Math.abs(normal())),
};

const rows = Object.entries(DISTRIBUTIONS).flatMap(([distribution, draw]) => {
  const latencies = Array.from({ length: count }, draw);
  const histogram = merged(latencies);
  return SHARES.map((share) => {
    const exact = quantile(latencies, share);
    const told = histogramQuantile(histogram, share)!;
    const fixed = interpolated(latencies, share);
    return {
      distribution,
      quantile: `p${share * 100}`,
      exactMs: exact,
      toldMs: told,
      errorPercent: (Math.abs(told - exact) / exact) * 100,
      fixedBucketsErrorPercent: (Math.abs(fixed - exact) / exact) * 100,
    };
  });
});

printTable(`Quantiles of ${count} latencies, merged from ${hours} hours`, rows);
console.log(
  JSON.stringify({
    bench: "histogram",
    values: count,
    hours,
    worstErrorPercent: Math.max(...rows.map(({ errorPercent }) => errorPercent)),
    worstFixedBucketsErrorPercent: Math.max(...rows.map((row) => row.fixedBucketsErrorPercent)),
  }),
);

/** Counted apart in every hour and then added, as a dashboard does it. */
function merged(latencies: readonly number[]): Uint8Array {
  const counts = Array.from({ length: hours }, () => new Map<number, number>());
  latencies.forEach((latencyMs, index) => {
    const hour = counts[index % hours]!;
    const bucket = latencyBucket(latencyMs);
    hour.set(bucket, (hour.get(bucket) ?? 0) + 1);
  });
  return addHistograms(counts.map(encodeHistogram));
}

function interpolated(latencies: readonly number[], share: number): number {
  const rank = share * latencies.length;
  let below = 0;
  let lower = 0;
  for (const upper of FIXED_MS) {
    const upTo = latencies.filter((latencyMs) => latencyMs <= upper).length;
    if (upTo >= rank) return lower + ((upper - lower) * (rank - below)) / (upTo - below);
    below = upTo;
    lower = upper;
  }
  return lower;
}
