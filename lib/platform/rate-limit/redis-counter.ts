import type { Redis } from "ioredis";
import type { HitCounter } from "./memory-counter";
import { decide } from "./sliding-window";

/** Decides and counts in one step by Redis's own clock, so that replicas with different clocks agree. */
const SCRIPT = `
local limit = tonumber(ARGV[1])
local window = tonumber(ARGV[2])
local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)
local index = math.floor(now / window)
local counts = redis.call('HMGET', KEYS[1], index - 1, index)
local previous = tonumber(counts[1] or 0)
local current = tonumber(counts[2] or 0)
local share = (now - index * window) / window
if previous * (1 - share) + current + 1 <= limit then
  redis.call('HSET', KEYS[1], index, current + 1)
  if current == 0 then redis.call('HDEL', KEYS[1], index - 2) end
  redis.call('PEXPIRE', KEYS[1], window * 2)
end
return { previous, current, now }
`;

/** Counts in Redis, shared by every replica. Rejects when Redis does not answer. */
export function createRedisCounter(redis: Redis): HitCounter {
  return {
    hit: async (key, rule) => {
      const name = `ai-gym:rate:${rule.windowMs}:${key}`;
      const reply = await redis.eval(SCRIPT, 1, name, rule.limit, rule.windowMs);
      const [previous = 0, current = 0, nowMs = 0] = (reply as unknown[]).map(Number);
      return decide({ previous, current, nowMs }, rule);
    },
  };
}
