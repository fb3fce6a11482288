export type RateLimit = {
  /** Hits per window. At least 1. */
  limit: number;
  windowMs: number;
};

export type RateLimitDecision = {
  allowed: boolean;
  /** Hits that would be allowed right now. */
  remaining: number;
  /** When a refused caller is allowed again; for an allowed one, when the current window ends. */
  resetAt: Date;
};

export type WindowCounts = {
  /** Allowed hits in the window before. */
  previous: number;
  /** Allowed hits in the current window, without this one. */
  current: number;
  /** Milliseconds since 1970, of the clock that counts. */
  nowMs: number;
};

/**
 * The sliding window counter: the window before counts by the share of it that still lies within the last `windowMs`.
 * Over any `windowMs` it allows at most the limit when hits come evenly, and never twice the limit. Only allowed hits
 * are counted, so that asking while refused does not prolong the wait.
 * Source: Cloudflare, "How we built rate limiting capable of scaling to millions of domains" (2017).
 */
export function decide({ previous, current, nowMs }: WindowCounts, { limit, windowMs }: RateLimit): RateLimitDecision {
  const windowStartMs = Math.floor(nowMs / windowMs) * windowMs;
  const elapsedShare = (nowMs - windowStartMs) / windowMs;
  const weighted = previous * (1 - elapsedShare) + current;
  if (weighted + 1 <= limit) {
    return { allowed: true, remaining: Math.floor(limit - weighted - 1), resetAt: new Date(windowStartMs + windowMs) };
  }
  // Solves previous * (1 - share) + current + 1 = limit; when this window is full, in the next one.
  const isFull = current + 1 > limit;
  const base = isFull ? windowStartMs + windowMs : windowStartMs;
  const share = isFull ? 1 - (limit - 1) / current : 1 - (limit - 1 - current) / previous;
  return { allowed: false, remaining: 0, resetAt: new Date(Math.ceil(base + share * windowMs)) };
}
