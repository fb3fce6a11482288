export { createMetrics, type Metrics } from "./create-metrics";
export type { CounterSeries, HistogramSeries } from "./meters";
