export type RateLimit = {
  /** Units per window. At least 1. */
  limit: number;
  windowMs: number;
};

export type RateLimitDecision = {
  allowed: boolean;
  /** Units that would be allowed right now. */
  remaining: number;
  /** When a refused caller is allowed again; for an allowed one, when the current window ends. */
  resetAt: Date;
};

export type WindowCounts = {
  /** Units taken in the window before. */
  previous: number;
  /** Units taken in the current window, without this hit. */
  current: number;
  /** Milliseconds since 1970, of the clock that counts. */
  nowMs: number;
};

/**
 * The sliding window counter: the window before counts by the share of it that still lies within the last `windowMs`.
 * Over any `windowMs` it allows at most the limit when hits come evenly, and never twice the limit. Only allowed hits
 * are counted, so that asking while refused does not prolong the wait. A hit takes one unit, or `cost` of them, which is
 * at most the limit.
 * Source: Cloudflare, "How we built rate limiting capable of scaling to millions of domains" (2017).
 */
export function decide(
  { previous, current, nowMs }: WindowCounts,
  { limit, windowMs }: RateLimit,
  cost = 1,
): RateLimitDecision {
  const windowStartMs = Math.floor(nowMs / windowMs) * windowMs;
  const elapsedShare = (nowMs - windowStartMs) / windowMs;
  const weighted = previous * (1 - elapsedShare) + current;
  if (weighted + cost <= limit) {
    return {
      allowed: true,
      remaining: Math.floor(limit - weighted - cost),
      resetAt: new Date(windowStartMs + windowMs),
    };
  }
  // Solves previous * (1 - share) + current + cost = limit; when this window is full, in the next one.
  const isFull = current + cost > limit;
  const base = isFull ? windowStartMs + windowMs : windowStartMs;
  const share = isFull ? 1 - (limit - cost) / current : 1 - (limit - cost - current) / previous;
  return {
    allowed: false,
    remaining: Math.max(0, Math.floor(limit - weighted)),
    resetAt: new Date(Math.ceil(base + share * windowMs)),
  };
}
