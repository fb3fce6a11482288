import { AppError } from "@/lib/platform/errors";
import type { RateLimitDecision } from "@/lib/platform/rate-limit";
import type { Caller } from "./caller";

/** Tokens that were counted before the call by a guess. */
export type TakenTokens = {
  /** Replaces the guess by what the call used. Never throws. */
  settle(tokens: number): void;
};

const WINDOW_MS = 60_000;

/**
 * Counts a call against the limits of its key, and tells in the answer's headers what is left, in OpenAI's words.
 * Tokens are guessed and corrected when the call ends; a call that alone is larger than the limit passes when nothing
 * else was used. Throws `rate_limited`. null for a key without a limit of tokens.
 */
export async function takeRateLimit(caller: Caller, guessedTokens: number): Promise<TakenTokens | null> {
  const { runtime, keyId, rateLimits } = caller;
  if (!rateLimits || keyId === null) return null;
  const { requestsPerMinute, tokensPerMinute } = rateLimits;
  if (requestsPerMinute !== null) {
    const rule = { limit: requestsPerMinute, windowMs: WINDOW_MS };
    tell(caller, "requests", requestsPerMinute, await runtime.rateLimiter.hit(`key-requests:${keyId}`, rule));
  }
  if (tokensPerMinute === null) return null;
  const rule = { limit: tokensPerMinute, windowMs: WINDOW_MS };
  const name = `key-tokens:${keyId}`;
  const taken = Math.ceil(Math.max(1, Math.min(guessedTokens, tokensPerMinute)));
  const decision = await runtime.rateLimiter.hit(name, rule, taken);
  tell(caller, "tokens", tokensPerMinute, decision);
  return {
    settle(tokens) {
      if (tokens === taken) return;
      // Into the minute that they were taken from, however long the call took.
      void runtime.rateLimiter.adjust(name, rule, tokens - taken, decision.resetAt).catch(() => undefined);
    },
  };
}

/** Gives back the tokens of a call that is refused before it begins. */
export async function orGiveBack<Plan>(tokens: TakenTokens | null, plan: () => Promise<Plan>): Promise<Plan> {
  try {
    return await plan();
  } catch (error) {
    tokens?.settle(0);
    throw error;
  }
}

function tell(caller: Caller, what: "requests" | "tokens", limit: number, decision: RateLimitDecision): void {
  const restMs = Math.max(0, decision.resetAt.getTime() - caller.runtime.now().getTime());
  Object.assign(caller.answerHeaders, {
    [`x-ratelimit-limit-${what}`]: String(limit),
    [`x-ratelimit-remaining-${what}`]: String(decision.remaining),
    [`x-ratelimit-reset-${what}`]: asDuration(restMs),
  });
  if (decision.allowed) return;
  throw new AppError(
    "rate_limited",
    `This API key may use ${limit.toLocaleString("en-US")} ${what} per minute. Try again in ${asDuration(restMs)}, or raise its limit (Settings, API keys)`,
    { retryAfterMs: restMs, headers: caller.answerHeaders, details: { limit: what, perMinute: limit } },
  );
}

/** As OpenAI writes it: `120ms`, `6.5s`, `1m0s`. */
export function asDuration(ms: number): string {
  if (ms < 1_000) return `${Math.ceil(ms)}ms`;
  const minutes = Math.floor(ms / 60_000);
  const seconds = Number(((ms % 60_000) / 1_000).toFixed(3));
  return minutes > 0 ? `${minutes}m${seconds}s` : `${seconds}s`;
}
