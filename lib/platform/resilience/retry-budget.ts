/**
 * Keeps retries a small share of requests, so that an outage is not made worse by them. A token bucket: a request pays
 * in `share`, a retry takes 1 (Finagle's RetryBudget; Google SRE, "Handling overload": at most a tenth to a fifth).
 */
export type RetryBudget = {
  /** A request arrived. */
  deposit(): void;
  /** Takes one retry; false when the budget is spent. */
  tryWithdraw(): boolean;
};

export type RetryBudgetOptions = {
  /** Retries per request, 0–1. (Default: 0.2.) */
  share?: number;
  /** Retries that a quiet service may make at once. (Default: 10.) */
  reserve?: number;
  /** Retries regained per second without any request, so that rare requests are retried too. (Default: 0.2.) */
  perSecond?: number;
  /** Milliseconds, from any fixed point. */
  nowMs: () => number;
};

export function createRetryBudget(options: RetryBudgetOptions): RetryBudget {
  const { share = 0.2, reserve = 10, perSecond = 0.2, nowMs } = options;
  let tokens = reserve;
  let refilledAtMs = nowMs();

  function refill(): void {
    const now = nowMs();
    tokens = Math.min(reserve, tokens + (Math.max(0, now - refilledAtMs) / 1_000) * perSecond);
    refilledAtMs = now;
  }

  return {
    deposit() {
      tokens = Math.min(reserve, tokens + share);
    },
    tryWithdraw() {
      refill();
      if (tokens < 1) return false;
      tokens -= 1;
      return true;
    },
  };
}
