import type { Logger } from "pino";
import { messageOf } from "@/lib/platform/errors";
import { every } from "@/lib/platform/every";
import type { Database } from "@/lib/platform/db";
import type { Metrics } from "@/lib/platform/metrics";
import type { ChatCompletion, Embedder } from "@/lib/providers";
import { SEMANTIC_CACHE_FLOOR } from "@/lib/registry/schemas";
import { cacheKey, type CacheContract, type CacheKey } from "./cache-key";
import { Flights, type Landing, type Lead } from "./flights";
import { isCacheableAnswer } from "./is-cacheable";
import { MemoryStore } from "./memory-store";
import { cacheMeters } from "./meters";
import { selectPurges } from "./purge-store";
import { createRedisStore, type SharedStore } from "./redis-store";
import type { StoredAnswer } from "./stored-answer";

declare module "@/lib/platform/runtime" {
  interface Runtime {
    responseCache: ResponseCache;
  }
}

/** How a task wants its answers kept. */
type CacheRules = { mode: "exact" | "semantic"; ttlSeconds: number; minSimilarity: number | null };

/** A request that may be answered from the cache, or whose answer may be kept. */
export type CacheQuestion = {
  contract: CacheContract;
  rules: CacheRules;
  key: CacheKey;
  /** Milliseconds since 1970: an answer is as old as its question, so that a purge meets calls under way too. */
  askedAtMs: number;
};

export type CachedAnswer = {
  kind: "exact" | "semantic" | "shared";
  answer: StoredAnswer;
  /** Of a semantic hit, cosine 0–1. */
  similarity: number | null;
};

export type ResponseCache = {
  start(): Promise<void>;
  stop(): Promise<void>;
  /** Hashes the contract; keep what it gives. */
  question(contract: CacheContract, rules: CacheRules): CacheQuestion;
  /** The answer that is there; null for none. Never throws: whatever fails is a miss. */
  find(question: CacheQuestion, signal: AbortSignal): Promise<CachedAnswer | null>;
  /** The same of this process's memory for equal requests only, at once. */
  peek(question: CacheQuestion): CachedAnswer | null;
  /** The call under way for an equal request; null for whoever comes first. */
  join(question: CacheQuestion): Promise<Landing> | null;
  lead(question: CacheQuestion): Lead;
  /** Keeps the answer when it may be kept; null otherwise. */
  store(question: CacheQuestion, answer: NewAnswer): StoredAnswer | null;
  /** Counts what became of a request. */
  count(result: "exact" | "semantic" | "shared" | "miss" | "bypass", savedUsd: number | null): void;
  /** Passes over what is older, here at once. */
  forget(organizationId: string, taskSlug: string | null, purgedAtMs: number): number;
  status(organizationId: string): CacheStatus;
};

type NewAnswer = { model: string; response: ChatCompletion; costUsd: number | null };

/** Of this process since its start. */
type CacheStatus = {
  entries: number;
  bytes: number;
  /** Of all organizations together. */
  usedBytes: number;
  maxBytes: number;
  evictions: number;
  /** null without Redis. */
  isRedisReachable: boolean | null;
};

export type ResponseCacheOptions = {
  db: Database;
  embedder: Pick<Embedder, "embed">;
  redisUrl: string | null;
  maxBytes: number;
  now: () => Date;
  log: Pick<Logger, "warn" | "info">;
  metrics: Metrics;
  /** (Default: 5,000.) */
  pollMs?: number;
};

/** Longest that a request waits for its vector, milliseconds; then it is a miss. */
const EMBEDDING_PATIENCE_MS = 250;
/** Longest that an answer waits for the vector of its question, milliseconds; nobody waits for that. */
const STORING_PATIENCE_MS = 120_000;
const purgeName = (organizationId: string, taskSlug: string | null): string =>
  `${organizationId}\u0000${taskSlug ?? ""}`;

export function createResponseCache(options: ResponseCacheOptions): ResponseCache {
  const { db, embedder, log } = options;
  const now = () => options.now().getTime();
  const meters = cacheMeters(options.metrics);
  let evictions = 0;
  const memory = new MemoryStore({
    maxBytes: options.maxBytes,
    now,
    onEvict: () => {
      evictions++;
      meters.evictions.at({}).add();
    },
  });
  const shared: SharedStore | null =
    options.redisUrl === null
      ? null
      : createRedisStore({
          url: options.redisUrl,
          log,
          now,
          onFailure: () => meters.redisFailures.at({}).add(),
        });
  const flights = new Flights();
  /** Milliseconds since 1970 by organization and task; answers of then and before are passed over. */
  const purges = new Map<string, number>();
  let endPolling: (() => Promise<void>) | null = null;
  options.metrics.beforeScrape("cache", async () => {
    const { entries, bytes } = memory.size();
    meters.entries.set({}, entries);
    meters.bytes.set({}, bytes);
  });

  const isCurrent = ({ organizationId, taskSlug, storedAtMs, expiresAtMs }: StoredAnswer, { ttlSeconds }: CacheRules) =>
    expiresAtMs > now() &&
    storedAtMs + ttlSeconds * 1_000 > now() &&
    storedAtMs > (purges.get(purgeName(organizationId, null)) ?? -1) &&
    storedAtMs > (purges.get(purgeName(organizationId, taskSlug)) ?? -1);

  async function readPurges(): Promise<void> {
    for (const { organizationId, taskSlug, purgedAtMs } of await selectPurges(db)) {
      const name = purgeName(organizationId, taskSlug);
      if ((purges.get(name) ?? -1) >= purgedAtMs) continue;
      purges.set(name, purgedAtMs);
    }
  }

  const peek = ({ key, rules }: CacheQuestion): CachedAnswer | null => {
    const answer = memory.get(key.exact);
    return answer && isCurrent(answer, rules) ? { kind: "exact", answer, similarity: null } : null;
  };

  async function findShared({ key, rules, contract }: CacheQuestion): Promise<CachedAnswer | null> {
    const answer = shared && (await shared.get(contract.organizationId, key.exact));
    if (!answer || answer.taskSlug !== contract.taskSlug || !isCurrent(answer, rules)) return null;
    memory.set(key.exact, answer, null);
    return { kind: "exact", answer, similarity: null };
  }

  async function findAlike(question: CacheQuestion, signal: AbortSignal): Promise<CachedAnswer | null> {
    const { key, rules } = question;
    if (!isComparable(question) || !memory.hasFrame(key.frame!)) return null;
    const vector = await vectorOf(key.text, AbortSignal.any([signal, AbortSignal.timeout(EMBEDDING_PATIENCE_MS)]));
    if (!vector) return null;
    const floor = Math.max(SEMANTIC_CACHE_FLOOR, rules.minSimilarity ?? 0);
    const found = memory.nearest(key.frame!, vector, floor).find(({ answer }) => isCurrent(answer, rules));
    return found ? { kind: "semantic", answer: found.answer, similarity: Math.min(1, found.similarity) } : null;
  }

  async function vectorOf(text: string, signal: AbortSignal): Promise<Float32Array | null> {
    const [vector] = await embedder.embed([text], signal);
    return vector ?? null;
  }

  async function remember(key: CacheKey, answer: StoredAnswer): Promise<void> {
    const vector = await vectorOf(key.text, AbortSignal.timeout(STORING_PATIENCE_MS));
    if (vector && memory.get(key.exact) === answer) memory.set(key.exact, answer, { frame: key.frame!, vector });
  }

  return {
    async start() {
      await readPurges();
      endPolling = every(options.pollMs ?? 5_000, readPurges, (error) =>
        log.warn({ err: error }, "purges of other processes are seen later: the database does not answer"),
      );
    },
    async stop() {
      await endPolling?.();
      await shared?.close();
    },
    question: (contract, rules) => ({
      contract,
      rules,
      key: cacheKey(contract, rules.mode === "semantic"),
      askedAtMs: now(),
    }),
    peek,
    async find(question, signal) {
      const here = peek(question);
      if (here) return here;
      try {
        return (await findShared(question)) ?? (await findAlike(question, signal));
      } catch (error) {
        if (!signal.aborted) log.warn({ reason: messageOf(error) }, "the cache could not be asked: a miss");
        return null;
      }
    },
    join: ({ key }) => flights.join(key.exact),
    lead: ({ key }) => flights.lead(key.exact),
    store(question, { model, response, costUsd }) {
      if (!isCacheableAnswer(response)) return null;
      const { key, rules, contract, askedAtMs: storedAtMs } = question;
      const answer: StoredAnswer = {
        organizationId: contract.organizationId,
        taskSlug: contract.taskSlug,
        model,
        response,
        costUsd,
        storedAtMs,
        expiresAtMs: storedAtMs + rules.ttlSeconds * 1_000,
      };
      if (memory.set(key.exact, answer, null) && isComparable(question)) {
        remember(key, answer).catch((error: unknown) =>
          log.warn({ reason: messageOf(error) }, "an answer serves equal requests only: it has no vector"),
        );
      }
      shared?.set(key.exact, answer);
      meters.stored.at({}).add();
      return answer;
    },
    count(result, savedUsd) {
      meters.lookups.at({ result }).add();
      if (savedUsd !== null && savedUsd > 0) meters.savedUsd.at({}).add(savedUsd);
    },
    forget(organizationId, taskSlug, purgedAtMs) {
      purges.set(purgeName(organizationId, taskSlug), purgedAtMs);
      return memory.purge(organizationId, taskSlug);
    },
    status(organizationId) {
      return {
        ...memory.size(organizationId),
        usedBytes: memory.size().bytes,
        maxBytes: options.maxBytes,
        evictions,
        isRedisReachable: shared && shared.isReachable(),
      };
    },
  };
}

const isComparable = ({ rules, key }: CacheQuestion): boolean => rules.mode === "semantic" && key.frame !== null;
