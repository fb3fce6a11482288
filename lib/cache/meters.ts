import type { Metrics } from "@/lib/platform/metrics";

export const cacheMeters = (metrics: Metrics) =>
  metrics.area("cache", ({ counter, gauge }) => ({
    lookups: counter({
      name: "gym_cache_lookups_total",
      help: "Requests of tasks with a cache, by what it gave",
      labels: ["result"],
    }),
    savedUsd: counter({ name: "gym_cache_saved_usd_total", help: "What answers from the cache had cost, US dollars" }),
    stored: counter({ name: "gym_cache_stored_total", help: "Answers taken into the cache" }),
    evictions: counter({ name: "gym_cache_evictions_total", help: "Answers that went to make room" }),
    redisFailures: counter({
      name: "gym_cache_redis_failures_total",
      help: "Readings and writings that Redis did not answer",
    }),
    entries: gauge({ name: "gym_cache_entries", help: "Answers in the memory of this process" }),
    bytes: gauge({ name: "gym_cache_bytes", help: "What answers take of the memory of this process" }),
  }));
