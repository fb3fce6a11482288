import { latencyBucket } from "./latency-histogram";
import type { ExecutionRecord } from "./schemas";

/** A record is written twice, to the spool and to the database, and put into words once. */
const written = new WeakMap<ExecutionRecord, string>();

/**
 * A record as JSON without its nulls, with the bucket of its latency. Half of a record is null, so this is half the
 * work of `JSON.stringify`, half the file and half of what goes to the database.
 */
export function recordJson(record: ExecutionRecord): string {
  const known = written.get(record);
  if (known !== undefined) return known;
  let json = record.latencyMs === null ? "{" : `{"latencyBucket":${latencyBucket(record.latencyMs)}`;
  for (const name in record) {
    const value = record[name as keyof ExecutionRecord];
    if (value === null || value === undefined) continue;
    json += `${json === "{" ? "" : ","}"${name}":${JSON.stringify(value)}`;
  }
  json += "}";
  written.set(record, json);
  return json;
}

const EMPTY = {
  modelSlug: null,
  providerSlug: null,
  modelVersionId: null,
  configurationVersion: null,
  errorCode: null,
  errorMessage: null,
  keyId: null,
  userRef: null,
  sessionRef: null,
  tags: null,
  strategy: null,
  inputTokens: null,
  cachedInputTokens: null,
  cacheWriteTokens: null,
  outputTokens: null,
  reasoningTokens: null,
  costUsd: null,
  latencyMs: null,
  timeToFirstTokenMs: null,
  overheadMs: null,
  quality: null,
  confidence: null,
  label: null,
  inputPreview: null,
  outputPreview: null,
  route: null,
  rankingId: null,
  ranking: null,
  attempts: null,
  rawUsage: null,
  settledAt: null,
} as const satisfies Partial<ExecutionRecord>;

/** The record of a line that `recordJson` wrote. Throws when it is not JSON. */
export function parseRecord(json: string): ExecutionRecord {
  const record = JSON.parse(json) as ExecutionRecord & { latencyBucket?: number };
  delete record.latencyBucket;
  return { ...EMPTY, ...record };
}
