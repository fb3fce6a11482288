import type { TimelineKind } from "@/lib/timeline/words";

/** What each kind is called where people choose. */
export const KIND_WORDS: Record<TimelineKind, string> = {
  configuration: "Configurations",
  optimization: "Optimizations",
  experiment: "Experiments",
  deployment: "Deployments",
  model_version: "Trained versions",
  benchmark: "Benchmarks",
  alert: "Alerts",
  routing: "Learned routing",
  model: "Models",
  price: "Prices",
  provider: "Providers",
};
