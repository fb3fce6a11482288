import type { ExecutionSource } from "@/lib/executions/schemas";
import type { Ctx, RateLimits } from "@/lib/platform/ctx";
import type { Runtime } from "@/lib/platform/runtime";
import type { Configuration, ModelVersion } from "@/lib/registry/schemas";

/** On whose behalf a model is called. */
export type Caller = {
  runtime: Runtime;
  organizationId: string;
  /** null for people in the dashboard. */
  keyId: string | null;
  /** Of the key; null = none. */
  rateLimits: RateLimits | null;
  requestId: string;
  source: ExecutionSource;
  /** Tried instead of the task's own; null = what is in force serves. */
  configuration: Configuration | null;
  /** Tried instead of what serves its model; null = what is in service. */
  version: ModelVersion | null;
  /** The header of this name, unchecked: the trace that the call belongs to. */
  traceparent: string | null;
  /** Headers of the answer that hold whatever comes of the call. */
  answerHeaders: Record<string, string>;
  /** Fires when the caller went away. */
  signal: AbortSignal;
};

/** Called by the product itself to test or to judge: no user waits for it, and it is no traffic to learn from. */
export const isTrial = ({ source }: Pick<Caller, "source">): boolean => source === "benchmark" || source === "judge";

export function callerOf(ctx: Ctx): Caller {
  return {
    runtime: ctx.runtime,
    organizationId: ctx.organizationId,
    keyId: ctx.actor.type === "key" ? ctx.actor.id : null,
    rateLimits: (ctx.actor.type === "key" && ctx.actor.rateLimits) || null,
    requestId: ctx.requestId,
    source: ctx.actor.type === "user" ? "playground" : ctx.actor.type === "system" ? "demo" : "gateway",
    configuration: null,
    version: null,
    traceparent: ctx.traceparent ?? null,
    answerHeaders: ctx.answerHeaders ?? {},
    signal: ctx.signal ?? new AbortController().signal,
  };
}
