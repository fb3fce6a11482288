import { every } from "./every";

export type KeptFresh = {
  /** Reads once, then every `pollMs`. Rejects when the first reading fails. */
  start(): Promise<void>;
  /** Resolves when a reading that was under way by the clock has ended. */
  stop(): Promise<void>;
  /** Reads again: whoever wrote just before will find it. */
  refresh(): Promise<void>;
};

type KeepFreshOptions = {
  /** Replaces what is kept in memory. */
  read: () => Promise<void>;
  pollMs: number;
  /** Told of a failed reading by the clock; what was kept stays. */
  onError: (error: unknown) => void;
};

/**
 * Keeps what requests read from memory up to date with the database. Two readings never overlap, so that an old one
 * cannot overwrite a newer one; all that ask while one is under way share the next one.
 */
export function keepFresh({ read, pollMs, onError }: KeepFreshOptions): KeptFresh {
  let reading: Promise<void> | null = null;
  let next: Promise<void> | null = null;
  let endPolling: (() => Promise<void>) | null = null;

  function begin(): Promise<void> {
    next = null;
    reading = read().finally(() => (reading = null));
    return reading;
  }

  function refresh(): Promise<void> {
    if (reading === null) return begin();
    next ??= reading.catch(() => undefined).then(begin);
    return next;
  }

  return {
    async start() {
      await refresh();
      endPolling = every(pollMs, refresh, onError);
    },
    async stop() {
      await endPolling?.();
    },
    refresh,
  };
}
