import { decide, type RateLimit, type RateLimitDecision } from "./sliding-window";

export type HitCounter = { hit: (key: string, rule: RateLimit) => Promise<RateLimitDecision> };

type Entry = { window: number; current: number; previous: number; expiresAtMs: number };

/** Keys kept at most: an attacker who invents keys fills no memory. */
const MAX_KEYS = 100_000;

/** Counts within this process. When there are too many keys, those that expired go first, then the oldest. */
export function createMemoryCounter(now: () => Date): HitCounter {
  const entries = new Map<string, Entry>();

  const makeRoom = (nowMs: number) => {
    for (const [key, entry] of entries) if (entry.expiresAtMs <= nowMs) entries.delete(key);
    for (const key of entries.keys()) {
      if (entries.size < MAX_KEYS) return;
      entries.delete(key);
    }
  };

  return {
    hit: async (key, rule) => {
      const nowMs = now().getTime();
      const id = `${rule.windowMs}:${key}`;
      const window = Math.floor(nowMs / rule.windowMs);
      const { current, previous } = inWindow(entries.get(id), window);
      const decision = decide({ previous, current, nowMs }, rule);
      if (!decision.allowed) return decision;
      entries.delete(id);
      if (entries.size >= MAX_KEYS) makeRoom(nowMs);
      entries.set(id, { window, current: current + 1, previous, expiresAtMs: (window + 2) * rule.windowMs });
      return decision;
    },
  };
}

function inWindow(entry: Entry | undefined, window: number): { current: number; previous: number } {
  if (entry?.window === window) return entry;
  if (entry?.window === window - 1) return { current: 0, previous: entry.current };
  return { current: 0, previous: 0 };
}
