import { setTimeout as sleep } from "node:timers/promises";
import type { Attempt } from "@/lib/executions/schemas";
import { messageOf } from "@/lib/platform/errors";
import {
  isProviderError,
  ProviderError,
  retryDecision,
  type ArtefactReference,
  type CallTimeouts,
  type ProviderAdapter,
  type ProviderEndpoint,
  type RetryPolicy,
} from "@/lib/providers";
import { versionKey, type RoutableModel } from "@/lib/registry";
import type { Caller } from "./caller";
import type { CallPlan } from "./plan-call";

/** One model, ready to be called. */
export type CallTarget = {
  model: RoutableModel;
  adapter: ProviderAdapter;
  endpoint: ProviderEndpoint;
  artefact: ArtefactReference | null;
  timeouts: CallTimeouts;
};

export type CallLog = {
  attempts: Attempt[];
  /** Time in which upstream calls and pauses before retries were waited for, milliseconds. */
  upstreamMs: number;
};

const DEFAULT_TIMEOUTS: CallTimeouts = { connectMs: 5_000, headersMs: 60_000, idleMs: 30_000, totalMs: 300_000 };

/** While another model can be asked, waiting for this one is worth little. */
const WITH_FALLBACK: RetryPolicy = { maxAttempts: 2, baseDelayMs: 100, maxDelayMs: 1_000, totalBudgetMs: 2_000 };
const LAST_RESORT: RetryPolicy = { maxAttempts: 3, baseDelayMs: 250, maxDelayMs: 8_000, totalBudgetMs: 30_000 };

/**
 * Calls the chosen model, again after a pause when that may help, then the fallbacks in order. Every attempt is
 * written to `log`. Throws the last `ProviderError`; a request that is itself at fault is not tried elsewhere.
 */
export async function callModels<Result>(
  caller: Caller,
  plan: CallPlan,
  log: CallLog,
  call: (target: CallTarget) => Promise<Result>,
): Promise<{ target: CallTarget; result: Result }> {
  const order = [plan.choice.model, ...plan.choice.fallbacks];
  let failure: ProviderError | null = null;
  for (const [index, slug] of order.entries()) {
    const target = callTarget(caller, plan, slug);
    const policy = index < order.length - 1 ? WITH_FALLBACK : LAST_RESORT;
    try {
      return { target, result: await callWithRetries(caller, target, log, policy, call) };
    } catch (error) {
      failure = asProviderError(error);
      if (!failure.allowsFallback) throw failure;
    }
  }
  throw failure ?? new ProviderError("not_found", "No model was left to call");
}

async function callWithRetries<Result>(
  caller: Caller,
  target: CallTarget,
  log: CallLog,
  policy: RetryPolicy,
  call: (target: CallTarget) => Promise<Result>,
): Promise<Result> {
  const firstAt = performance.now();
  for (let attempts = 1; ; attempts++) {
    const startedAt = caller.runtime.now().toISOString();
    const startedMs = performance.now();
    try {
      const result = await call(target);
      log.upstreamMs += performance.now() - startedMs;
      log.attempts.push(attemptOf(target, startedAt, performance.now() - startedMs, null));
      return result;
    } catch (caught) {
      const error = asProviderError(caught);
      log.upstreamMs += performance.now() - startedMs;
      log.attempts.push(attemptOf(target, startedAt, performance.now() - startedMs, error));
      if (caller.signal.aborted) throw error;
      const decision = retryDecision(
        { error, attempts, elapsedMs: performance.now() - firstAt, random: caller.runtime.gateway.random() },
        policy,
      );
      if (!decision.retry) throw error;
      await pause(decision.delayMs, caller.signal);
      log.upstreamMs += decision.delayMs;
    }
  }
}

async function pause(delayMs: number, signal: AbortSignal): Promise<void> {
  try {
    await sleep(delayMs, undefined, { signal });
  } catch {
    throw new ProviderError("cancelled", "The caller went away");
  }
}

function attemptOf(target: CallTarget, startedAt: string, latencyMs: number, error: ProviderError | null): Attempt {
  return {
    model: target.model.slug,
    startedAt,
    latencyMs,
    errorKind: error?.kind ?? null,
    errorMessage: error ? error.message.slice(0, 500) : null,
    status: error?.status ?? null,
    costUsd: error ? 0 : null,
  };
}

/** Adapters throw nothing else; should one do, it is a failure of that model, not of the request. */
function asProviderError(error: unknown): ProviderError {
  if (isProviderError(error)) return error;
  return new ProviderError("server_error", `The adapter failed: ${messageOf(error)}`, { cause: error });
}

function callTarget(caller: Caller, { snapshot, state }: CallPlan, slug: string): CallTarget {
  const model = snapshot.models.get(slug);
  const provider = model && snapshot.providers.get(model.providerSlug);
  if (!model || !provider) throw new ProviderError("not_found", `The model ${slug} is no longer in the catalogue`);
  const version = snapshot.activeVersions.get(versionKey(state.task.slug, slug));
  return {
    model,
    adapter: caller.runtime.gateway.adapters[provider.kind],
    endpoint: provider.endpoint,
    artefact: version
      ? { organizationId: caller.organizationId, modelVersionId: version.id, sha256: version.artefactSha256 }
      : null,
    timeouts: { ...DEFAULT_TIMEOUTS, ...state.configuration.timeouts },
  };
}
