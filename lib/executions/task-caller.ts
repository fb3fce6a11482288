import type { Ctx } from "@/lib/platform/ctx";
import type { ChatMessage } from "@/lib/providers";
import type { Configuration, ModelVersion } from "@/lib/registry/schemas";

declare module "@/lib/platform/runtime" {
  interface Runtime {
    /**
     * The gateway, for domains that it stands above: they try configurations on it. Serves one request outside live
     * traffic.
     */
    callTask: CallTask;
  }
}

/** Resolves in any case: what went wrong is in `error`. Throws `forbidden` only, and when `signal` fires. */
export type CallTask = (ctx: Ctx, call: TaskCall) => Promise<TaskAnswer>;

export type TaskCall = {
  task: string;
  /** Instead of what the task's configuration in force says; fields that are left out stay as they are. */
  configuration?: Partial<Configuration>;
  /** Names the model instead of letting the configuration choose. */
  model?: string;
  /** A version of `model` that serves the call whatever is in service; it need not be published yet. */
  version?: ModelVersion;
  messages: readonly { role: "system" | "user" | "assistant"; content: NonNullable<ChatMessage["content"]> }[];
  /** What the answer has to look like. Only for models that can: see `json_schema` of their capabilities. */
  jsonSchema?: { name: string; schema: Record<string, unknown> };
  /** What it is recorded as. (Default: benchmark) */
  source?: "benchmark" | "judge";
  /** Told with the execution, such as the run that it belongs to. */
  tags?: Record<string, string>;
  signal?: AbortSignal;
};

export type TaskAnswer = {
  /** null when the request was refused before any model could be asked. */
  executionId: string | null;
  /** "" when there is none. */
  outputText: string;
  /** Of a classification. */
  label: string | null;
  /** 0–1, of a classification. */
  confidence: number | null;
  /** Of the answer that was taken. */
  model: string | null;
  /** US dollars of all calls; null when a price is unknown. */
  costUsd: number | null;
  /** From the request's arrival to the end of the answer, milliseconds. */
  latencyMs: number;
  /** Computing time of local models, milliseconds; null when only remote ones answered. */
  cpuMs: number | null;
  inputTokens: number | null;
  outputTokens: number | null;
  /** Upstream calls, in order, failed ones included. */
  calls: { model: string; costUsd: number | null; latencyMs: number; errorKind: string | null }[];
  /** Why there is no answer; null when there is one. */
  error: { kind: string; message: string } | null;
};
