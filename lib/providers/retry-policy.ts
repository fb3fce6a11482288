import type { ProviderError } from "./provider-error";

export type RetryPolicy = {
  /** Calls in all, the first included. */
  maxAttempts: number;
  /** Pause before the second attempt, doubled before each further one; milliseconds. */
  baseDelayMs: number;
  /** Longest pause of our own choice, milliseconds. */
  maxDelayMs: number;
  /** From the first call on; no attempt begins later. Milliseconds. */
  totalBudgetMs: number;
};

type FailedAttempt = {
  error: Pick<ProviderError, "isRetryable" | "retryAfterMs">;
  /** How many calls were made, 1 after the first. */
  attempts: number;
  /** Since the first call began, milliseconds. */
  elapsedMs: number;
  /** Uniform in [0, 1). */
  random: number;
};

type RetryDecision =
  { retry: true; delayMs: number } | { retry: false; reason: "not_retryable" | "attempts" | "budget" };

/**
 * Whether and after how long to call the same model again. The pause is exponential with equal jitter (half of it
 * fixed, half random: AWS, "Timeouts, retries and backoff with jitter"), because full jitter can be nearly 0 under
 * throttling. `Retry-After` is a floor: sooner would be refused again. When it does not fit the budget, trying
 * another model is better, so the answer is no.
 */
export function retryDecision(
  { error, attempts, elapsedMs, random }: FailedAttempt,
  policy: RetryPolicy,
): RetryDecision {
  if (!error.isRetryable) return { retry: false, reason: "not_retryable" };
  if (attempts >= policy.maxAttempts) return { retry: false, reason: "attempts" };

  const ceilingMs = Math.min(policy.baseDelayMs * 2 ** (attempts - 1), policy.maxDelayMs);
  const jitteredMs = ceilingMs / 2 + (ceilingMs / 2) * random;
  const delayMs = Math.max(jitteredMs, error.retryAfterMs ?? 0);
  if (elapsedMs + delayMs > policy.totalBudgetMs) return { retry: false, reason: "budget" };
  return { retry: true, delayMs };
}
