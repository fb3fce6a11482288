import { Redis } from "ioredis";
import type { Logger } from "pino";
import { parseStored, type StoredAnswer } from "./stored-answer";

export type SharedStore = {
  /** null when there is none, or while Redis does not answer. */
  get(organizationId: string, key: string): Promise<StoredAnswer | null>;
  set(key: string, answer: StoredAnswer): void;
  isReachable(): boolean;
  close(): Promise<void>;
};

export type RedisStoreOptions = {
  url: string;
  log: Pick<Logger, "warn" | "info">;
  now: () => number;
  onFailure: () => void;
  /** Longest wait for one reading, milliseconds. (Default: 50.) */
  timeoutMs?: number;
};

/** Larger answers stay in the process that got them. */
const MAX_BYTES = 1_000_000;

const nameOf = (organizationId: string, key: string): string => `ai-gym:answer:${organizationId}:${key}`;

/** Answers that several processes share. Every failure is a miss; while Redis is away nothing is sent to it. */
export function createRedisStore({ url, log, now, onFailure, timeoutMs = 50 }: RedisStoreOptions): SharedStore {
  const redis = new Redis(url, {
    enableOfflineQueue: false,
    maxRetriesPerRequest: 0,
    commandTimeout: timeoutMs,
    connectTimeout: 2_000,
    retryStrategy: (attempt) => Math.min(attempt * 100, 2_000),
  });
  let isAway = false;
  const mark = (away: boolean, error?: unknown) => {
    if (isAway === away) return;
    isAway = away;
    if (away) log.warn({ err: error }, "Redis does not answer: cached answers are those of this process only");
    else log.info("Redis answers again: cached answers are shared");
  };
  redis.on("error", (error) => mark(true, error));
  redis.on("ready", () => mark(false));
  const isReady = () => redis.status === "ready";

  return {
    async get(organizationId, key) {
      if (!isReady()) return null;
      try {
        const text = await redis.get(nameOf(organizationId, key));
        return text === null ? null : parseStored(text, organizationId);
      } catch {
        onFailure();
        return null;
      }
    },
    set(key, answer) {
      const leftMs = Math.floor(answer.expiresAtMs - now());
      if (!isReady() || leftMs < 1) return;
      const text = JSON.stringify(answer);
      if (text.length > MAX_BYTES) return;
      redis.set(nameOf(answer.organizationId, key), text, "PX", leftMs).catch(onFailure);
    },
    isReachable: isReady,
    close: async () => redis.disconnect(),
  };
}
