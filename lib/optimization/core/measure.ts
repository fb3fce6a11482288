import { meanInterval, percentiles, summarise, wilsonInterval } from "@/lib/platform/stats";
import { seededRandom } from "@/lib/platform/seeded-random";
import type { Metric, Metrics } from "../optimization-schemas";
import type { Trial } from "./trial";

export type MeasureOptions = {
  /** Whether a test is either right or wrong; then its share is the accuracy. */
  isGraded: boolean;
  seed: number;
};

/** What a configuration's trials come to, each with its 95 % interval; a metric that cannot be measured says why. */
export function measure(trials: readonly Trial[], { isGraded, seed }: MeasureOptions): Metrics {
  const answered = trials.filter(({ error }) => error === null);
  const latencies = answered.map(({ latencyMs }) => latencyMs);
  const isLocal = answered.length > 0 && answered.every(({ cpuMs }) => cpuMs !== null);
  const localOnly = (values: () => readonly number[], scale = 1): Metric =>
    isLocal ? meanOf(values(), scale) : unknown(NOT_LOCAL);
  return {
    accuracy: isGraded ? unknown(GRADED) : shareRight(trials),
    quality_score: withinScale(meanOf(trials.map(({ quality }) => quality))),
    latency_ms_p50: percentileOf(latencies, 50, seed),
    latency_ms_p95: percentileOf(latencies, 95, seed),
    cost_per_request: trials.some(({ costUsd }) => costUsd === null)
      ? unknown("The price of a model that answered is unknown")
      : meanOf(trials.map(({ costUsd }) => costUsd ?? 0)),
    throughput_rps: isLocal ? throughput(latencies) : unknown(NOT_LOCAL),
    memory_usage_mb: localOnly(() => answered.map(({ memoryMb }) => memoryMb ?? 0)),
    cpu_usage_percent: localOnly(
      () => answered.map(({ cpuMs, latencyMs }) => (latencyMs > 0 ? (cpuMs ?? 0) / latencyMs : 0)),
      100,
    ),
  };
}

const NOT_LOCAL = "Measured for models that run in this process; the provider does not tell";
const GRADED = "The answers of this task are graded, not right or wrong: see the quality score";
const NO_ANSWERS = "No answer was measured";

const unknown = (reason: string): Metric => ({ value: null, reason });

function meanOf(values: readonly number[], scale = 1): Metric {
  const summary = summarise(values);
  if (summary.mean === null) return unknown(NO_ANSWERS);
  const interval = meanInterval(summary) ?? { low: summary.mean, high: summary.mean };
  return { value: scale * summary.mean, low: scale * interval.low, high: scale * interval.high, count: values.length };
}

/** Quality is 0–100, whatever the interval's formula gives. */
const withinScale = (metric: Metric): Metric =>
  metric.value === null ? metric : { ...metric, low: Math.max(0, metric.low), high: Math.min(100, metric.high) };

function shareRight(trials: readonly Trial[]): Metric {
  const right = trials.filter(({ quality }) => quality >= 100).length;
  if (trials.length === 0) return unknown(NO_ANSWERS);
  const interval = wilsonInterval({ successes: right, trials: trials.length });
  return { value: right / trials.length, ...interval, count: trials.length };
}

/** Answers a second of one caller that asks one after the other. */
function throughput(latencies: readonly number[]): Metric {
  const latency = meanOf(latencies);
  if (latency.value === null || latency.low <= 0) return unknown(NO_ANSWERS);
  return { value: 1_000 / latency.value, low: 1_000 / latency.high, high: 1_000 / latency.low, count: latency.count };
}

const RESAMPLES = 300;

function percentileOf(values: readonly number[], percent: number, seed: number): Metric {
  const [value] = percentiles(values, [percent]);
  if (value == null) return unknown(NO_ANSWERS);
  const random = seededRandom(seed);
  const drawn = Array.from({ length: RESAMPLES }, () => {
    const sample = values.map(() => values[Math.floor(random() * values.length)]!);
    return percentiles(sample, [percent])[0]!;
  });
  const [low, high] = percentiles(drawn, [2.5, 97.5]);
  return { value, low: low ?? value, high: high ?? value, count: values.length };
}
