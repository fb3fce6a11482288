import { decide, type RateLimit, type RateLimitDecision } from "./sliding-window";

export type HitCounter = {
  /** Takes one unit, or `cost` of them (at most the limit), when so much is left. */
  hit: (key: string, rule: RateLimit, cost?: number) => Promise<RateLimitDecision>;
  /**
   * Adds units that were not known before, or gives back what was taken too much; it refuses nothing. `windowEnd` is the
   * `resetAt` of the hit that took them: of a window that no longer counts nothing is changed.
   */
  adjust: (key: string, rule: RateLimit, units: number, windowEnd: Date) => Promise<void>;
};

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
    hit: async (key, rule, cost = 1) => {
      const nowMs = now().getTime();
      const id = `${rule.windowMs}:${key}`;
      const window = Math.floor(nowMs / rule.windowMs);
      const { current, previous } = inWindow(entries.get(id), window);
      const decision = decide({ previous, current, nowMs }, rule, cost);
      if (!decision.allowed) return decision;
      entries.delete(id);
      if (entries.size >= MAX_KEYS) makeRoom(nowMs);
      entries.set(id, { window, current: current + cost, previous, expiresAtMs: (window + 2) * rule.windowMs });
      return decision;
    },
    adjust: async (key, rule, units, windowEnd) => {
      const entry = entries.get(`${rule.windowMs}:${key}`);
      const window = windowBefore(windowEnd, rule);
      if (entry?.window === window) entry.current = Math.max(0, entry.current + units);
      else if (entry?.window === window + 1) entry.previous = Math.max(0, entry.previous + units);
    },
  };
}

/** Number of the window that ends then. */
export const windowBefore = (end: Date, { windowMs }: RateLimit): number => Math.round(end.getTime() / windowMs) - 1;

function inWindow(entry: Entry | undefined, window: number): { current: number; previous: number } {
  if (entry?.window === window) return entry;
  if (entry?.window === window - 1) return { current: 0, previous: entry.current };
  return { current: 0, previous: 0 };
}
