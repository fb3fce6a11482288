import type { Logger } from "pino";
import type { RateLimits, Scope } from "@/lib/platform/ctx";
import type { Database } from "@/lib/platform/db";
import { messageOf, unavailable } from "@/lib/platform/errors";
import { every } from "@/lib/platform/every";
import { hashToken } from "@/lib/platform/secrets";
import { createBatchLoader } from "./batch-loader";
import { findUsableKeys, writeLastUse, type UsableKey } from "./key-store";
import { withDeadline } from "./with-deadline";

export type ApiKeyIdentity = {
  organizationId: string;
  keyId: string;
  name: string;
  scopes: ReadonlySet<Scope>;
  /** null never expires. */
  expiresAt: Date | null;
  /** null where it has none. */
  rateLimits: RateLimits | null;
};

/** The API keys in use, in memory, so that a request needs no database. */
export interface KeyCache {
  /**
   * Whose key this is, or null when it is unknown, expired or revoked. Answers at once for a key that was seen
   * before, else after one database query; rejects with `unavailable` when that query fails.
   */
  find(key: string): ApiKeyIdentity | null | Promise<ApiKeyIdentity | null>;
  /** Makes a change of this process effective at once. `hash` as stored. */
  forget(hash: string): void;
  /** Re-reads every cached key and writes the times of last use. Runs by itself every two seconds. */
  refresh(): Promise<void>;
  /** Writes what is left to write and stops. */
  dispose(): Promise<void>;
}

/** With a query of at most a second this makes a revocation effective everywhere within five. */
const REFRESH_INTERVAL_MS = 2_000;
const LAST_USE_INTERVAL_MS = 30_000;
/** A key that was not used for so long leaves the cache at the next successful refresh. */
const IDLE_MS = 10 * 60_000;
/** How long an unknown key is refused without asking again; short, since another process may have just made it. */
const UNKNOWN_MS = 2_000;
const MAX_UNKNOWN = 1_000;
const MAX_KEYS = 10_000;
const QUERY_DEADLINE_MS = 5_000;
const KEY_SHAPE = /^[\x21-\x7e]{16,200}$/;

type Entry = { identity: ApiKeyIdentity; expiresAtMs: number; usedAtMs: number; writtenAtMs: number };

export function createKeyCache(db: Database, now: () => Date, log: Logger): KeyCache {
  const entries = new Map<string, Entry>();
  const unknownUntilMs = new Map<string, number>();
  let refreshing: Promise<void> = Promise.resolve();
  let isDatabaseDown = false;

  const load = (hashes: string[]) => withDeadline(findUsableKeys(db, hashes, now()), QUERY_DEADLINE_MS);

  const loader = createBatchLoader(async (hashes: string[]) => {
    const keys = new Map((await load(hashes)).map((key) => [key.hash, key]));
    for (const hash of hashes) remember(hash, keys.get(hash));
    return hashes.map((hash) => entries.get(hash) ?? null);
  });

  function remember(hash: string, key: UsableKey | undefined): void {
    if (key) {
      const writtenAtMs = key.lastUsedAt?.getTime() ?? 0;
      makeRoom(entries, MAX_KEYS).set(hash, { ...asIdentity(key), usedAtMs: 0, writtenAtMs });
    } else makeRoom(unknownUntilMs, MAX_UNKNOWN).set(hash, now().getTime() + UNKNOWN_MS);
  }

  function accept(entry: Entry): ApiKeyIdentity | null {
    const nowMs = now().getTime();
    if (entry.expiresAtMs <= nowMs) return null;
    entry.usedAtMs = nowMs;
    return entry.identity;
  }

  async function find(hash: string): Promise<ApiKeyIdentity | null> {
    try {
      const entry = await loader.load(hash);
      return entry && accept(entry);
    } catch (cause) {
      throw unavailable("The API key cannot be checked at this moment. Try again in a few seconds", {
        retryAfterMs: 2_000,
        cause,
      });
    }
  }

  async function writeUses(isLast: boolean): Promise<void> {
    const dueMs = now().getTime() - (isLast ? 0 : LAST_USE_INTERVAL_MS);
    const due = [...entries.values()].filter(
      (entry) => entry.usedAtMs > entry.writtenAtMs && entry.writtenAtMs <= dueMs,
    );
    if (due.length === 0) return;
    const uses = due.map((entry) => ({
      organizationId: entry.identity.organizationId,
      keyId: entry.identity.keyId,
      usedAt: new Date(entry.usedAtMs),
    }));
    await withDeadline(writeLastUse(db, uses), QUERY_DEADLINE_MS);
    uses.forEach((use, index) => (due[index]!.writtenAtMs = use.usedAt.getTime()));
  }

  async function readAgain(): Promise<void> {
    const hashes = [...entries.keys()];
    if (hashes.length === 0) return;
    const keys = new Map((await load(hashes)).map((key) => [key.hash, key]));
    const idleBeforeMs = now().getTime() - IDLE_MS;
    for (const hash of hashes) {
      const key = keys.get(hash);
      const entry = entries.get(hash);
      if (!entry) continue;
      if (!key || Math.max(entry.usedAtMs, entry.writtenAtMs) < idleBeforeMs) entries.delete(hash);
      else Object.assign(entry, asIdentity(key));
    }
  }

  async function refreshOnce(): Promise<void> {
    try {
      await readAgain();
      await writeUses(false);
      if (isDatabaseDown) log.info("API keys are checked against the database again");
      isDatabaseDown = false;
    } catch (error) {
      if (!isDatabaseDown) log.warn({ reason: messageOf(error) }, "API keys cannot be re-read; known ones stay valid");
      isDatabaseDown = true;
    }
  }

  /** One after the other: whoever asks gets what was read after asking. */
  const refresh = (): Promise<void> => (refreshing = refreshing.then(refreshOnce));
  const stopRefreshing = every(REFRESH_INTERVAL_MS, refresh, (error) =>
    log.error({ err: error }, "keys are not refreshed"),
  );

  return {
    find(key) {
      if (!KEY_SHAPE.test(key)) return null;
      const hash = hashToken(key);
      const entry = entries.get(hash);
      if (entry) return accept(entry);
      const untilMs = unknownUntilMs.get(hash);
      return untilMs !== undefined && untilMs > now().getTime() ? null : find(hash);
    },
    forget(hash) {
      entries.delete(hash);
      unknownUntilMs.delete(hash);
    },
    refresh,
    async dispose() {
      await stopRefreshing();
      await writeUses(true).catch((error: unknown) =>
        log.warn({ reason: messageOf(error) }, "last uses of keys are lost"),
      );
    },
  };
}

function asIdentity(key: UsableKey): Pick<Entry, "identity" | "expiresAtMs"> {
  const { organizationId, keyId, name, expiresAt, requestsPerMinute, tokensPerMinute } = key;
  const isLimited = requestsPerMinute !== null || tokensPerMinute !== null;
  const rateLimits = isLimited ? { requestsPerMinute, tokensPerMinute } : null;
  const identity = { organizationId, keyId, name, scopes: new Set(key.scopes), expiresAt, rateLimits };
  return { identity, expiresAtMs: expiresAt?.getTime() ?? Infinity };
}

/** Drops the oldest entry when the map is full. */
function makeRoom<Value>(map: Map<string, Value>, limit: number): Map<string, Value> {
  const oldest = map.keys().next();
  if (map.size >= limit && !oldest.done) map.delete(oldest.value);
  return map;
}
