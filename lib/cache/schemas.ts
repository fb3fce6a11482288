import { z } from "zod";
import { TaskSlug } from "@/lib/registry/schemas";

export const CacheQuery = z.strictObject({
  /** (Default: 30.) */
  days: z.coerce
    .number({ error: "is a whole number of days" })
    .int("is a whole number of days")
    .min(1, "is at least 1")
    .max(366, "is at most 366")
    .default(30),
});
export type CacheQuery = z.infer<typeof CacheQuery>;

export const PurgeCacheInput = z.strictObject({
  /** (Default: the answers of all tasks.) */
  task: TaskSlug.optional(),
});
export type PurgeCacheInput = z.infer<typeof PurgeCacheInput>;

/** Requests that a cache was asked for, and what it gave. */
export type CacheCounts = {
  exact: number;
  semantic: number;
  shared: number;
  miss: number;
  /** Hits of all kinds in all requests, 0–1; null without requests. */
  hitRate: number | null;
  /** What the answers given again had cost, US dollars. */
  savedUsd: number;
  /** Hits whose earlier cost is unknown. */
  unpricedHits: number;
  /** Medians, milliseconds; null without any. Of several tasks they are not given. */
  hitLatencyMsP50: number | null;
  missLatencyMsP50: number | null;
};

export type CachedTask = CacheCounts & {
  task: string;
  name: string;
  /** Now; `off` for one whose cache was on at some time of the period. */
  mode: "off" | "exact" | "semantic";
  ttlSeconds: number;
};

export type CacheReport = {
  days: number;
  total: CacheCounts;
  /** Tasks whose cache is on, or was in the period. */
  tasks: CachedTask[];
  /** Of the process that answered. */
  here: {
    /** Answers of this organization, and what they take. */
    entries: number;
    bytes: number;
    /** Of all organizations. */
    usedBytes: number;
    maxBytes: number;
    /** Answers that went to make room, since the start. */
    evictions: number;
    /** null when none is configured. */
    isRedisReachable: boolean | null;
  };
  /** Least likeness of a semantic hit that a configuration can ask for. */
  semanticFloor: number;
};

export type CachePurge = {
  task: string | null;
  purgedAt: string;
  /** In the process that answered. */ forgotten: number;
};
