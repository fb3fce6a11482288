import type { Logger } from "pino";
import type { Database } from "@/lib/platform/db";
import { messageOf } from "@/lib/platform/errors";
import { every } from "@/lib/platform/every";
import {
  afterFailure,
  afterNoAnswer,
  afterSuccess,
  beginTrial,
  closedCircuit,
  createRetryBudget,
  DEFAULT_CIRCUIT_OPTIONS,
  permissionOf,
  type Circuit,
  type CircuitOptions,
  type RetryBudget,
} from "@/lib/platform/resilience";
import { changeCircuit, selectCircuits } from "./circuit-store";

declare module "@/lib/platform/runtime" {
  interface Runtime {
    circuits: Circuits;
  }
}

/** A call that may be made. Exactly one of the three ends it. */
export type CallPermit = {
  /** A trial of an open circuit, or a call that is made because no other model is left: it is not repeated. */
  isLastChance: boolean;
  succeeded(): void;
  /** `cause` is told to people. */
  failed(cause: string): void;
  /** It says nothing of the upstream: the caller went away, or the request was at fault. */
  abandoned(): void;
};

/**
 * The circuit breakers of all models, in memory; every change of state goes to the database, where the other processes
 * see it within `pollMs`. Without the database each process goes on alone.
 */
export type Circuits = {
  start(): Promise<void>;
  stop(): Promise<void>;
  /** Why models get no requests now, by slug. The same object until something changes. */
  blocked(organizationId: string): ReadonlyMap<string, string>;
  /**
   * Asks for one call; null = refused. Answers at once unless a trial has to be agreed with other processes.
   * With `isForced` it is never refused: there is no other model.
   */
  acquire(organizationId: string, model: string, isForced: boolean): CallPermit | null | Promise<CallPermit | null>;
  /** The state of a model that ever failed; closed for every other. */
  get(organizationId: string, model: string): Circuit;
  /** Takes over what the caller has written to the database. */
  adopt(organizationId: string, model: string, circuit: Circuit): void;
  /** How many retries the organization may still make. */
  retries(organizationId: string): RetryBudget;
  /** Resolves when every change so far is in the database, or was given up. */
  settled(): Promise<void>;
};

export type CircuitsOptions = {
  now: () => Date;
  log: Pick<Logger, "warn" | "info">;
  /** Told of every change of state. */
  onChange?: (change: { model: string; from: Circuit["state"]; to: Circuit["state"] }) => void;
  options?: Partial<CircuitOptions>;
  /** How often to look for changes of other processes, milliseconds. (Default: 1,000.) */
  pollMs?: number;
};

type Known = {
  circuits: Map<string, Circuit>;
  retries: RetryBudget;
  /** Valid until a circuit changes or the next one may be tried. */
  blocked: { reasons: ReadonlyMap<string, string>; until: number } | null;
};

const NOTHING_BLOCKED: ReadonlyMap<string, string> = new Map();
/** Clocks of processes differ, and a row is seen after its commit: look this far back, milliseconds. */
const OVERLAP_MS = 10_000;

export function createCircuits(db: Database, given: CircuitsOptions): Circuits {
  const { now, log, onChange } = given;
  const options = { ...DEFAULT_CIRCUIT_OPTIONS, ...given.options };
  const organizations = new Map<string, Known>();
  /** Writes of one circuit follow each other. */
  const writes = new Map<string, Promise<unknown>>();
  let endPolling: (() => Promise<void>) | null = null;
  let seenUntil: Date | null = null;

  const nowMs = () => now().getTime();

  function knownOf(organizationId: string): Known {
    let known = organizations.get(organizationId);
    if (!known) {
      known = { circuits: new Map(), retries: createRetryBudget({ nowMs }), blocked: null };
      organizations.set(organizationId, known);
    }
    return known;
  }

  const get = (organizationId: string, model: string): Circuit =>
    organizations.get(organizationId)?.circuits.get(model) ?? closedCircuit(0);

  function keep(organizationId: string, model: string, circuit: Circuit): void {
    const known = knownOf(organizationId);
    const from = known.circuits.get(model)?.state ?? "closed";
    known.circuits.set(model, circuit);
    if (from === circuit.state && circuit.state === "closed") return;
    known.blocked = null;
    if (from === circuit.state) return;
    log.info({ organizationId, model, from, to: circuit.state }, "a circuit changed");
    onChange?.({ model, from, to: circuit.state });
  }

  function blocked(organizationId: string): ReadonlyMap<string, string> {
    const known = organizations.get(organizationId);
    if (!known || known.circuits.size === 0) return NOTHING_BLOCKED;
    const at = nowMs();
    if (!known.blocked || at >= known.blocked.until) known.blocked = blockedNow(known.circuits, at);
    return known.blocked.reasons;
  }

  function acquire(organizationId: string, model: string, isForced: boolean) {
    const circuit = organizations.get(organizationId)?.circuits.get(model);
    if (!circuit) return permit(organizationId, model, false);
    switch (permissionOf(circuit, nowMs())) {
      case "allowed":
        return permit(organizationId, model, false);
      case "refused":
        // What a person switched off stays off, even when nothing else is left.
        return isForced && circuit.state !== "held_open" ? permit(organizationId, model, true) : null;
      case "trial":
        return claimTrial(organizationId, model, isForced);
    }
  }

  async function claimTrial(organizationId: string, model: string, isForced: boolean): Promise<CallPermit | null> {
    const isAgreed = await write(organizationId, model, (stored) =>
      beginTrial(stored ?? get(organizationId, model), nowMs(), options),
    );
    if (isAgreed) return permit(organizationId, model, true);
    // Another process may have closed it meanwhile, or a person may have opened it.
    const current = get(organizationId, model);
    if (permissionOf(current, nowMs()) === "allowed") return permit(organizationId, model, false);
    return isForced && current.state !== "held_open" ? permit(organizationId, model, true) : null;
  }

  function permit(organizationId: string, model: string, isLastChance: boolean): CallPermit {
    let isEnded = false;
    const once = (report: () => void) => () => {
      if (!isEnded) report();
      isEnded = true;
    };
    return {
      isLastChance,
      succeeded: once(() => reportSuccess(organizationId, model)),
      failed: (cause) => once(() => reportFailure(organizationId, model, cause))(),
      abandoned: once(() => {
        if (get(organizationId, model).state === "half_open")
          void write(organizationId, model, (stored) => stored && afterNoAnswer(stored));
      }),
    };
  }

  function reportSuccess(organizationId: string, model: string): void {
    const before = organizations.get(organizationId)?.circuits.get(model);
    // What never failed has no circuit, and needs none.
    if (!before) return;
    keep(organizationId, model, afterSuccess(before, nowMs(), options));
    const isNews = before.state !== "closed" || before.consecutiveFailures > 0;
    if (isNews) void write(organizationId, model, (stored) => stored && afterSuccess(stored, nowMs(), options));
  }

  function reportFailure(organizationId: string, model: string, cause: string): void {
    const before = organizations.get(organizationId)?.circuits.get(model) ?? closedCircuit(nowMs());
    const after = afterFailure(before, cause, nowMs(), options);
    keep(organizationId, model, after);
    void write(organizationId, model, (stored) => {
      const next = afterFailure(stored ?? before, cause, nowMs(), options);
      // The error rate is counted by each process alone, and holds for all.
      return next.state === "closed" && after.state === "open" ? after : next;
    });
  }

  /** Changes the stored circuit and takes over the result. True when the change was made. Never throws. */
  function write(
    organizationId: string,
    model: string,
    change: (stored: Circuit | null) => Circuit | null,
  ): Promise<boolean> {
    const key = `${organizationId}/${model}`;
    const result: Promise<boolean> = (writes.get(key) ?? Promise.resolve()).then(async () => {
      let isChanged = false;
      try {
        const stored = await changeCircuit(db, { organizationId, modelSlug: model }, now(), (current) => {
          const next = change(current);
          isChanged = next !== null;
          return next;
        });
        // What was reported meanwhile is in memory already, and will be in the database with the last of the writes.
        if (stored && writes.get(key) === result) adopt(organizationId, model, stored);
        return isChanged;
      } catch (error) {
        log.warn({ model, reason: messageOf(error) }, "a circuit cannot be shared; this process goes on alone");
        return changeAlone(organizationId, model, change);
      }
    });
    writes.set(key, result);
    void result.then(() => writes.get(key) === result && writes.delete(key));
    return result;
  }

  /** Only a trial is still to be decided; the rest was reported to the state in memory already. */
  function changeAlone(
    organizationId: string,
    model: string,
    change: (stored: Circuit | null) => Circuit | null,
  ): boolean {
    const own = get(organizationId, model);
    if (permissionOf(own, nowMs()) !== "trial") return false;
    const next = change(own);
    if (next) keep(organizationId, model, next);
    return next !== null;
  }

  function adopt(organizationId: string, model: string, stored: Circuit): void {
    const own = organizations.get(organizationId)?.circuits.get(model);
    // The window of the error rate is this process's own.
    if (own?.state === "closed" && stored.state === "closed")
      keep(organizationId, model, { ...own, consecutiveFailures: stored.consecutiveFailures, trips: stored.trips });
    else keep(organizationId, model, stored);
  }

  async function poll(): Promise<void> {
    const at = now();
    const rows = await selectCircuits(db, seenUntil);
    for (const { organizationId, modelSlug, circuit } of rows) {
      // What is being written here is newer than what was read.
      if (!writes.has(`${organizationId}/${modelSlug}`)) adopt(organizationId, modelSlug, circuit);
    }
    seenUntil = new Date(at.getTime() - OVERLAP_MS);
  }

  return {
    async start() {
      await poll();
      endPolling ??= every(given.pollMs ?? 1_000, poll, (error) =>
        log.warn({ reason: messageOf(error) }, "circuits of other processes cannot be read"),
      );
    },
    async stop() {
      await endPolling?.();
      endPolling = null;
      await Promise.all(writes.values());
    },
    blocked,
    acquire,
    get,
    adopt,
    retries: (organizationId) => knownOf(organizationId).retries,
    settled: async () => void (await Promise.all(writes.values())),
  };
}

/** Models that may not be called, and until when that holds. */
function blockedNow(circuits: ReadonlyMap<string, Circuit>, at: number): NonNullable<Known["blocked"]> {
  const reasons = new Map<string, string>();
  let until = Infinity;
  for (const [model, circuit] of circuits) {
    if (permissionOf(circuit, at) !== "refused") continue;
    reasons.set(model, reasonOf(circuit));
    if (circuit.state === "open") until = Math.min(until, circuit.until);
    if (circuit.state === "half_open") until = Math.min(until, circuit.trialUntil ?? at);
  }
  return { reasons: reasons.size === 0 ? NOTHING_BLOCKED : reasons, until };
}

/** Without times: it is a part of rankings, which many requests share. */
function reasonOf(circuit: Circuit): string {
  switch (circuit.state) {
    case "open":
      return `its circuit is open: ${circuit.cause}`;
    case "half_open":
      return "its circuit is half open and a trial call is under way";
    case "held_open":
      return `its circuit was opened by ${circuit.by}: ${circuit.cause}`;
    case "closed":
      return "";
  }
}
