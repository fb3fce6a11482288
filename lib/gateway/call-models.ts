import { setTimeout as sleep } from "node:timers/promises";
import type { Attempt } from "@/lib/executions/schemas";
import { messageOf } from "@/lib/platform/errors";
import {
  isProviderError,
  ProviderError,
  retryDecision,
  type ArtefactReference,
  type CallPermit,
  type CallTimeouts,
  type ProviderAdapter,
  type ProviderEndpoint,
  type ProviderErrorKind,
  type RetryPolicy,
  type Usage,
} from "@/lib/providers";
import { versionKey, type RoutableModel } from "@/lib/registry";
import type { ModelVersion, Retrieval } from "@/lib/registry/schemas";
import type { Caller } from "./caller";
import { versionOf, type CallPlan } from "./plan-call";

/** One model, ready to be called. */
export type CallTarget = {
  model: RoutableModel;
  adapter: ProviderAdapter;
  endpoint: ProviderEndpoint;
  artefact: ArtefactReference | null;
  /** Where a model that searches looks. */
  retrieval: Retrieval | null;
  timeouts: CallTimeouts;
};

/** What one answer used and cost, US dollars; null when the price is unknown. */
export type PaidAnswer = { usage: Usage; costUsd: number | null };

export type CallLog = {
  attempts: Attempt[];
  /** Of a call that asks several models: every answer so far, whether it will be taken or not. */
  paid: PaidAnswer[];
  /** Time in which upstream calls and pauses before retries were waited for, milliseconds. */
  upstreamMs: number;
  /** Computing time of models in this process, all answers, milliseconds; null when none of them told. */
  cpuMs: number | null;
};

const DEFAULT_TIMEOUTS: CallTimeouts = { connectMs: 5_000, headersMs: 60_000, idleMs: 30_000, totalMs: 300_000 };

/** While another model can be asked, waiting for this one is worth little. */
const WITH_FALLBACK: RetryPolicy = { maxAttempts: 2, baseDelayMs: 100, maxDelayMs: 1_000, totalBudgetMs: 2_000 };
const LAST_RESORT: RetryPolicy = { maxAttempts: 3, baseDelayMs: 250, maxDelayMs: 8_000, totalBudgetMs: 30_000 };

/** What came of a call, and the permit that the reader of the answer ends: a stream may still break off. */
export type Answered<Result> = { target: CallTarget; result: Result; permit: CallPermit };

/**
 * Calls the chosen model, again after a pause when that may help, then the fallbacks in order. A model whose circuit is
 * open is passed over, unless it is the last. Every attempt is written to `log`. Throws the last `ProviderError`; a
 * request that is itself at fault is not tried elsewhere. `hasOthers`: the caller has further models to ask, so none of
 * these is the last.
 */
export async function callModels<Result>(
  caller: Caller,
  plan: CallPlan,
  log: CallLog,
  call: (target: CallTarget) => Promise<Result>,
  hasOthers = false,
): Promise<Answered<Result>> {
  const { circuits } = caller.runtime;
  const order = [plan.choice.model, ...plan.choice.fallbacks].flatMap((slug) => turnsOf(plan, slug));
  let failure: ProviderError | null = null;
  circuits.retries(caller.organizationId).deposit();
  for (const [index, { slug, version, isTried }] of order.entries()) {
    const isLast = index === order.length - 1 && !hasOthers;
    // What failed already in this request was the last chance of it.
    const asked = isTried ? NO_CIRCUIT : circuits.acquire(caller.organizationId, slug, isLast && failure === null);
    const permit = asked instanceof Promise ? await asked : asked;
    if (!permit) continue;
    const target = callTarget(caller, plan, slug, version);
    try {
      return await callWithRetries(caller, target, log, isLast ? LAST_RESORT : WITH_FALLBACK, permit, call);
    } catch (error) {
      failure = asProviderError(error);
      if (!failure.allowsFallback) throw failure;
    }
  }
  const slugs = order.map(({ slug }) => slug);
  throw failure ?? new ProviderError("overloaded", whyNothingWasCalled(caller, slugs));
}

/** One model, as one of its versions. */
type Turn = { slug: string; version: ModelVersion | null; isTried: boolean };

/** A version that is being tried and fails is followed by the one in service, so that no caller suffers from the trial. */
function turnsOf(plan: CallPlan, slug: string): Turn[] {
  const { version } = versionOf(plan, slug);
  if (version !== null && version === plan.version) return [{ slug, version, isTried: false }];
  const active = plan.snapshot.activeVersions.get(versionKey(plan.state.task.slug, slug)) ?? null;
  const isTried = version !== null && active !== null && version.id !== active.id;
  const own = { slug, version, isTried };
  return isTried ? [own, { slug, version: active, isTried: false }] : [own];
}

/** The failures of a version that is being tried are the deployment's to judge, and say nothing of the model's circuit. */
const NO_CIRCUIT: CallPermit = { isLastChance: false, succeeded: () => {}, failed: () => {}, abandoned: () => {} };

function whyNothingWasCalled({ runtime, organizationId }: Caller, order: readonly string[]): string {
  const blocked = runtime.circuits.blocked(organizationId);
  return order
    .map((model) => `${model} was not called: ${blocked.get(model) ?? "a trial call is under way"}`)
    .join("; ");
}

async function callWithRetries<Result>(
  caller: Caller,
  target: CallTarget,
  log: CallLog,
  policy: RetryPolicy,
  firstPermit: CallPermit,
  call: (target: CallTarget) => Promise<Result>,
): Promise<Answered<Result>> {
  const { circuits, gateway } = caller.runtime;
  const firstAt = performance.now();
  let permit = firstPermit;
  for (let attempts = 1; ; attempts++) {
    const startedAt = caller.runtime.now().toISOString();
    const startedMs = performance.now();
    try {
      const result = await call(target);
      log.upstreamMs += performance.now() - startedMs;
      log.attempts.push(attemptOf(target, startedAt, performance.now() - startedMs, null));
      return { target, result, permit };
    } catch (caught) {
      const error = asProviderError(caught);
      log.upstreamMs += performance.now() - startedMs;
      log.attempts.push(attemptOf(target, startedAt, performance.now() - startedMs, error));
      endPermit(permit, caller, error);
      if (caller.signal.aborted || permit.isLastChance) throw error;
      const decision = retryDecision(
        { error, attempts, elapsedMs: performance.now() - firstAt, random: gateway.random() },
        policy,
      );
      if (!decision.retry || !circuits.retries(caller.organizationId).tryWithdraw()) throw error;
      await pause(decision.delayMs, caller.signal);
      log.upstreamMs += decision.delayMs;
      const isTried = firstPermit === NO_CIRCUIT;
      const next = isTried ? NO_CIRCUIT : await circuits.acquire(caller.organizationId, target.model.slug, false);
      if (!next) throw error;
      permit = next;
    }
  }
}

/** Failures that say nothing of the upstream's health: it answered, or was not given the time to. */
const NEUTRAL: readonly ProviderErrorKind[] = [
  "cancelled",
  "invalid_request",
  "context_length",
  "content_filter",
  "unusable",
];

/** Tells the model's circuit how a call that did not succeed ended. */
export function endPermit(permit: CallPermit, caller: Caller, error: ProviderError): void {
  if (caller.signal.aborted || NEUTRAL.includes(error.kind)) permit.abandoned();
  else permit.failed(error.message.slice(0, 200));
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
    ...(target.artefact && { modelVersionId: target.artefact.modelVersionId }),
    startedAt,
    latencyMs,
    errorKind: error?.kind ?? null,
    errorMessage: error ? error.message.slice(0, 500) : null,
    status: error?.status ?? null,
    costUsd: error ? 0 : null,
  };
}

/** Adapters throw nothing else; should one do, it is a failure of that model, not of the request. */
export function asProviderError(error: unknown): ProviderError {
  if (isProviderError(error)) return error;
  return new ProviderError("server_error", `The adapter failed: ${messageOf(error)}`, { cause: error });
}

function callTarget(caller: Caller, plan: CallPlan, slug: string, version: ModelVersion | null): CallTarget {
  const { snapshot, state } = plan;
  const model = snapshot.models.get(slug);
  const provider = model && snapshot.providers.get(model.providerSlug);
  if (!model || !provider) throw new ProviderError("not_found", `The model ${slug} is no longer in the catalogue`);
  return {
    model,
    adapter: caller.runtime.gateway.adapters[provider.kind],
    endpoint: provider.endpoint,
    artefact: version
      ? { organizationId: caller.organizationId, modelVersionId: version.id, sha256: version.artefactSha256 }
      : null,
    retrieval: state.configuration.retrieval,
    timeouts: { ...DEFAULT_TIMEOUTS, ...state.configuration.timeouts },
  };
}
