import { Redis } from "ioredis";
import type { Logger } from "pino";
import { createMemoryCounter, type HitCounter } from "./memory-counter";
import { createRedisCounter } from "./redis-counter";

export type RateLimiter = HitCounter & {
  /** `memory` without Redis; `redis` and `fallback` with it. */
  mode: () => "memory" | "redis" | "fallback";
  close: () => Promise<void>;
};

declare module "@/lib/platform/runtime" {
  interface Runtime {
    rateLimiter: RateLimiter;
  }
}

export type RateLimiterOptions = {
  /** null counts in this process only. */
  redisUrl: string | null;
  log: Pick<Logger, "warn" | "info">;
  /** (Default: the system's clock) */
  now?: () => Date;
  /** Longest wait for Redis in one decision, milliseconds. (Default: 250) */
  timeoutMs?: number;
  /** Called for every decision made without Redis although it is configured. */
  onFallback?: () => void;
};

/**
 * Counts hits per key. With Redis the count is shared; while Redis does not answer each process counts for itself,
 * and no caller is refused or delayed for that reason.
 */
export function createRateLimiter(options: RateLimiterOptions): RateLimiter {
  const memory = createMemoryCounter(options.now ?? (() => new Date()));
  if (options.redisUrl === null) return { ...memory, mode: () => "memory", close: async () => {} };

  const redis = connect(options.redisUrl, options.timeoutMs ?? 250);
  const shared = createRedisCounter(redis);
  let isFallback = false;
  const enter = (fallback: boolean, error?: unknown) => {
    if (isFallback === fallback) return;
    isFallback = fallback;
    if (fallback)
      options.log.warn({ err: error }, "Redis does not answer: rate limits are counted in this process only");
    else options.log.info("Redis answers again: rate limits are shared");
  };
  redis.on("error", (error) => enter(true, error));

  return {
    mode: () => (isFallback ? "fallback" : "redis"),
    hit: async (key, rule, cost) => {
      try {
        const decision = await shared.hit(key, rule, cost);
        enter(false);
        return decision;
      } catch (error) {
        enter(true, error);
        options.onFallback?.();
        return memory.hit(key, rule, cost);
      }
    },
    adjust: (key, rule, units, windowEnd) =>
      shared.adjust(key, rule, units, windowEnd).catch(() => memory.adjust(key, rule, units, windowEnd)),
    close: async () => redis.disconnect(),
  };
}

/** Fails at once instead of queueing while Redis is away, and reconnects by itself for ever. */
function connect(url: string, timeoutMs: number): Redis {
  return new Redis(url, {
    enableOfflineQueue: false,
    maxRetriesPerRequest: 0,
    commandTimeout: timeoutMs,
    connectTimeout: 2_000,
    retryStrategy: (attempt) => Math.min(attempt * 100, 2_000),
  });
}
