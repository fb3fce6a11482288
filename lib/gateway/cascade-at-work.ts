import {
  agreementStep,
  nextStep,
  type LoadedPolicy,
  type PolicyCall,
  type PolicyRequest,
  type PolicyStep,
} from "@/lib/routing";
import type { Agreement, Configuration } from "@/lib/registry/schemas";

/** A call that came back, as a cascade sees it. `confidence` is 0–1, of a classification; null when the model tells none. */
export type CascadeCall = PolicyCall & { confidence: number | null };

/** Several models at work on one request: after every answer it says whether another one is asked. */
export type CascadeAtWork = {
  /** Slugs that could serve the request when it began. */
  eligible: ReadonlySet<string>;
  /** Those of them that this cascade may ask. */
  models: readonly string[];
  /** Never asks a model that is not in `eligible`; with at least one call it always ends in an answer. */
  next(eligible: ReadonlySet<string>, calls: readonly CascadeCall[]): PolicyStep;
};

export function policyAtWork(policy: LoadedPolicy, request: PolicyRequest): CascadeAtWork {
  return {
    eligible: request.eligible,
    models: policy.models.map(({ slug }) => slug).filter((slug) => request.eligible.has(slug)),
    next: (eligible, calls) => nextStep(policy, { ...request, eligible }, calls),
  };
}

/** The task's own agreement of models: null when none of them can serve. */
export function agreementCascade({ models, votes }: Agreement, eligible: ReadonlySet<string>): CascadeAtWork | null {
  const able = models.filter((model) => eligible.has(model));
  if (able.length === 0) return null;
  return {
    eligible,
    models: able,
    next: (left, calls) =>
      agreementStep({ models: able, votes }, { eligible: left }, calls) ?? {
        action: "abstain",
        reason: "None of the models that have to agree is eligible",
      },
  };
}

type Steps = NonNullable<Configuration["cascade"]>;

/** The task's own cascade: null when none of its models can serve. */
export function confidenceCascade(steps: Steps, eligible: ReadonlySet<string>): CascadeAtWork | null {
  const able = steps.filter(({ model }) => eligible.has(model));
  if (able.length === 0) return null;
  return {
    eligible,
    models: able.map(({ model }) => model),
    next: (left, calls) => confidenceStep(able, left, calls),
  };
}

/**
 * The first answer whose model is confident enough; when none is, that of the last model which could be asked. An
 * answer without a confidence is never confident enough. A model that was asked, or that is no longer in `left`, is
 * passed over.
 */
export function confidenceStep(steps: Steps, left: ReadonlySet<string>, calls: readonly CascadeCall[]): PolicyStep {
  const last = calls.at(-1);
  const wanted = last && steps.find(({ model }) => model === last.model)?.minConfidence;
  if (last && wanted !== undefined && last.confidence !== null && last.confidence >= wanted) {
    return { action: "answer", with: calls.length - 1, reason: "It is confident enough" };
  }
  const asked = new Set(calls.map(({ model }) => model));
  const reached = last ? steps.findIndex(({ model }) => model === last.model) : -1;
  const next = steps.find(({ model }, index) => index > reached && left.has(model) && !asked.has(model));
  if (next) {
    const reason = last ? "The one before was not confident enough" : "It is the first of the task's cascade";
    return { action: "call", model: next.model, reason };
  }
  if (last) return { action: "answer", with: calls.length - 1, reason: "No other model of the cascade can be asked" };
  return { action: "abstain", reason: "None of the cascade's models is eligible" };
}
