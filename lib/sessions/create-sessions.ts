import type { Logger } from "pino";
import type { ExecutionRecord } from "@/lib/executions/schemas";
import type { Database } from "@/lib/platform/db";
import { every } from "@/lib/platform/every";
import { newId } from "@/lib/platform/ids";
import { LruCache } from "@/lib/platform/lru-cache";
import { withinMs } from "@/lib/platform/within-ms";
import { afterTurn, type SessionState, type Turn } from "./session-state";
import { findSession, sessionsWrittenByOthers, writeSessions, type StoredSession } from "./session-store";

declare module "@/lib/platform/runtime" {
  interface Runtime {
    conversations: Sessions;
  }
}

/** Conversations in memory; the database shares them between processes and keeps them over a restart. */
export type Sessions = {
  start(): void;
  /** Writes what is not written yet. */
  stop(): Promise<void>;
  /** From memory; one that this process does not know is looked up in the database. null for a new one. */
  get(organizationId: string, ref: string): SessionState | null | Promise<SessionState | null>;
  /** Keeps a turn until its execution is settled. */
  begin(executionId: string, organizationId: string, turn: Turn): void;
  /** Told of every settled execution; a turn that no model answered leaves the conversation as it was. */
  settled(record: ExecutionRecord): void;
  forget(organizationId: string, ref: string): void;
  /** Writes what changed, and reads what other processes wrote. */
  exchange(): Promise<void>;
};

export type SessionsOptions = {
  now: () => Date;
  log: Pick<Logger, "warn">;
  /** Conversations in memory; beyond them those that were not used for longest are read again when needed. (Default: 20,000.) */
  capacity?: number;
  /** (Default: 1,000.) */
  exchangeMs?: number;
  /** Longest that a request waits for the database, milliseconds. (Default: 100.) */
  patienceMs?: number;
};

/** In memory only this long without a turn, milliseconds. */
const IDLE_MS = 6 * 3_600_000;
const MOST_BEGUN = 10_000;
/** Clocks of two processes may differ by so much, milliseconds. */
const CLOCK_SKEW_MS = 5_000;
const MOST_AT_ONCE = 500;

const keyOf = (organizationId: string, ref: string): string => `${organizationId}\u0000${ref}`;

export function createSessions(
  db: Database,
  { now, log, capacity = 20_000, exchangeMs = 1_000, patienceMs = 100 }: SessionsOptions,
): Sessions {
  const own = newId(now().getTime());
  const known = new LruCache<string, SessionState>(capacity);
  const begun = new LruCache<string, { organizationId: string; turn: Turn }>(MOST_BEGUN);
  let unwritten = new Map<string, StoredSession>();
  let readUntil = now();
  let endExchange: (() => Promise<void>) | null = null;

  async function exchange(): Promise<void> {
    const due = unwritten;
    unwritten = new Map();
    try {
      const rows = [...due.values()];
      for (let at = 0; at < rows.length; at += MOST_AT_ONCE) {
        await writeSessions(db, own, rows.slice(at, at + MOST_AT_ONCE));
      }
    } catch (error) {
      // What changed meanwhile is newer than what could not be written.
      unwritten = new Map([...due, ...unwritten]);
      throw error;
    }
    const from = new Date(readUntil.getTime() - CLOCK_SKEW_MS);
    readUntil = now();
    for (const { organizationId, state } of await sessionsWrittenByOthers(db, own, from)) {
      const key = keyOf(organizationId, state.ref);
      const here = known.get(key);
      if (here && here.updatedAt < state.updatedAt) known.set(key, state);
    }
  }

  async function look(organizationId: string, ref: string): Promise<SessionState | null> {
    try {
      const found = (await withinMs(patienceMs, findSession(db, organizationId, ref)))?.value ?? null;
      if (found) known.set(keyOf(organizationId, ref), found);
      return found;
    } catch (error) {
      log.warn({ err: error }, "a session cannot be read; its conversation is routed as a new one");
      return null;
    }
  }

  return {
    start() {
      endExchange = every(exchangeMs, exchange, (error) =>
        log.warn({ err: error }, "sessions are kept in memory: the database does not answer"),
      );
    },
    async stop() {
      await endExchange?.();
      await exchange().catch((error: unknown) => log.warn({ err: error }, "the last sessions could not be written"));
    },
    get(organizationId, ref) {
      const state = known.get(keyOf(organizationId, ref));
      if (state && now().getTime() - Date.parse(state.updatedAt) < IDLE_MS) return state;
      return look(organizationId, ref);
    },
    begin: (executionId, organizationId, turn) => begun.set(executionId, { organizationId, turn }),
    settled(record) {
      const entry = begun.get(record.id);
      if (!entry) return;
      begun.delete(record.id);
      if (record.status !== "success" && record.status !== "partial") return;
      const { organizationId, turn } = entry;
      const key = keyOf(organizationId, turn.ref);
      const state = afterTurn(known.get(key) ?? null, turn, {
        model: record.modelSlug,
        tokens: (record.inputTokens ?? 0) + (record.cachedInputTokens ?? 0) + (record.outputTokens ?? 0),
        at: now().toISOString(),
      });
      known.set(key, state);
      unwritten.set(key, { organizationId, state });
    },
    forget(organizationId, ref) {
      known.delete(keyOf(organizationId, ref));
      unwritten.delete(keyOf(organizationId, ref));
    },
    exchange,
  };
}
