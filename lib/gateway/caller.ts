import type { ExecutionSource } from "@/lib/executions/schemas";
import type { Ctx } from "@/lib/platform/ctx";
import type { Runtime } from "@/lib/platform/runtime";

/** On whose behalf a model is called. */
export type Caller = {
  runtime: Runtime;
  organizationId: string;
  /** null for people in the dashboard. */
  keyId: string | null;
  requestId: string;
  source: ExecutionSource;
  /** The header of this name, unchecked: the trace that the call belongs to. */
  traceparent: string | null;
  /** Fires when the caller went away. */
  signal: AbortSignal;
};

export function callerOf(ctx: Ctx): Caller {
  return {
    runtime: ctx.runtime,
    organizationId: ctx.organizationId,
    keyId: ctx.actor.type === "key" ? ctx.actor.id : null,
    requestId: ctx.requestId,
    source: ctx.actor.type === "user" ? "playground" : ctx.actor.type === "system" ? "demo" : "gateway",
    traceparent: ctx.traceparent ?? null,
    signal: ctx.signal ?? new AbortController().signal,
  };
}
