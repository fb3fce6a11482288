import type { Redis } from "ioredis";
import { windowBefore, type HitCounter } from "./memory-counter";
import { decide, type RateLimit } from "./sliding-window";

/** Decides and counts in one step by Redis's own clock, so that replicas with different clocks agree. */
const SCRIPT = `
local limit = tonumber(ARGV[1])
local window = tonumber(ARGV[2])
local cost = tonumber(ARGV[3])
local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)
local index = math.floor(now / window)
local counts = redis.call('HMGET', KEYS[1], index - 1, index)
local previous = tonumber(counts[1] or 0)
local current = tonumber(counts[2] or 0)
local share = (now - index * window) / window
if previous * (1 - share) + current + cost <= limit then
  redis.call('HSET', KEYS[1], index, current + cost)
  if current == 0 then redis.call('HDEL', KEYS[1], index - 2) end
  redis.call('PEXPIRE', KEYS[1], window * 2)
end
return { previous, current, now }
`;

/** Changes what was taken in one window, never below nothing; a window that was forgotten stays so. */
const ADJUST = `
local taken = redis.call('HGET', KEYS[1], ARGV[1])
if not taken then return end
redis.call('HSET', KEYS[1], ARGV[1], math.max(0, tonumber(taken) + tonumber(ARGV[2])))
`;

const nameOf = (key: string, { windowMs }: RateLimit): string => `ai-gym:rate:${windowMs}:${key}`;

/** Counts in Redis, shared by every replica. Rejects when Redis does not answer. */
export function createRedisCounter(redis: Redis): HitCounter {
  return {
    hit: async (key, rule, cost = 1) => {
      const reply = await redis.eval(SCRIPT, 1, nameOf(key, rule), rule.limit, rule.windowMs, cost);
      const [previous = 0, current = 0, nowMs = 0] = (reply as unknown[]).map(Number);
      return decide({ previous, current, nowMs }, rule, cost);
    },
    adjust: async (key, rule, units, windowEnd) => {
      await redis.eval(ADJUST, 1, nameOf(key, rule), windowBefore(windowEnd, rule), units);
    },
  };
}
