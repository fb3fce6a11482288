import type { CallTask, TaskAnswer, TaskCall } from "@/lib/executions";
import { requireScope, type Ctx } from "@/lib/platform/ctx";
import { isAppError, messageOf } from "@/lib/platform/errors";
import { isProviderError } from "@/lib/providers";
import type { Configuration } from "@/lib/registry/schemas";
import { taskStateOf } from "@/lib/routing";
import { callerOf, type Caller } from "./caller";
import { prepareChat, type ChatCall } from "./chat-call";
import type { ChatInput } from "./chat-input";
import { finishChat } from "./complete-chat";
import { answerText } from "./usage";

/** Nothing that would make the same request end differently, or judge an answer that is judged elsewhere. */
const REPEATABLE = { explorationShare: 0, scoredShare: 0 };

/** The port by which lower domains try configurations: the path of every other request, but for rate limits. */
export const createTaskCaller = (): CallTask => async (ctx, call) => {
  requireScope(ctx, "run");
  const arrivedMs = performance.now();
  let caller: Caller | null = null;
  let prepared: ChatCall;
  try {
    caller = await callerFor(ctx, call);
    prepared = await prepareChat(caller, chatInputOf(call), arrivedMs);
  } catch (error) {
    caller?.signal.throwIfAborted();
    return { ...NOTHING, latencyMs: performance.now() - arrivedMs, error: reasonOf(error) };
  }
  const { id, log } = prepared.recording;
  try {
    const { response, record, classification } = await finishChat(caller, prepared);
    return {
      executionId: id,
      outputText: answerText(response),
      label: classification?.label ?? null,
      confidence: classification?.confidence ?? null,
      model: record.modelSlug,
      costUsd: record.costUsd,
      latencyMs: record.latencyMs ?? performance.now() - arrivedMs,
      cpuMs: log.cpuMs,
      inputTokens: record.inputTokens,
      outputTokens: record.outputTokens,
      calls: callsOf(prepared),
      error: null,
    };
  } catch (error) {
    caller.signal.throwIfAborted();
    return {
      ...NOTHING,
      executionId: id,
      latencyMs: performance.now() - arrivedMs,
      cpuMs: log.cpuMs,
      calls: callsOf(prepared),
      error: reasonOf(error),
    };
  }
};

const NOTHING: Omit<TaskAnswer, "latencyMs" | "error"> = {
  executionId: null,
  outputText: "",
  label: null,
  confidence: null,
  model: null,
  costUsd: null,
  cpuMs: null,
  inputTokens: null,
  outputTokens: null,
  calls: [],
};

/** By the configuration in force: rankings are remembered by the very object, so equal calls have to share one. */
const remembered = new WeakMap<Readonly<Configuration>, Map<string, Configuration>>();
const MAX_REMEMBERED = 100;

function merged(inForce: Readonly<Configuration>, changes: Partial<Configuration> = {}): Configuration {
  const known = remembered.get(inForce) ?? new Map<string, Configuration>();
  remembered.set(inForce, known);
  const key = JSON.stringify(changes);
  const configuration = known.get(key) ?? { ...inForce, ...changes, ...REPEATABLE };
  if (known.size >= MAX_REMEMBERED) known.clear();
  known.set(key, configuration);
  return configuration;
}

async function callerFor(
  ctx: Ctx,
  { task, configuration, version, source = "benchmark", signal }: TaskCall,
): Promise<Caller> {
  const snapshot = await ctx.runtime.registry.ensureLoaded(ctx.organizationId);
  return {
    ...callerOf(ctx),
    source,
    rateLimits: null,
    configuration: merged(taskStateOf(snapshot, task).configuration, configuration),
    version: version ?? null,
    ...(signal && { signal }),
  };
}

const chatInputOf = ({ task, model, messages, jsonSchema, tags }: TaskCall): ChatInput => ({
  request: {
    model: model ?? "auto",
    messages: [...messages],
    ...(jsonSchema && { response_format: { type: "json_schema", json_schema: jsonSchema } }),
  },
  gym: tags ? { tags } : {},
  requestedModel: model ?? null,
  task,
});

const callsOf = ({ recording }: ChatCall): TaskAnswer["calls"] =>
  recording.log.attempts.map(({ model, costUsd, latencyMs, errorKind }) => ({ model, costUsd, latencyMs, errorKind }));

function reasonOf(error: unknown): { kind: string; message: string } {
  if (isProviderError(error)) return { kind: error.kind, message: error.message };
  return { kind: isAppError(error) ? error.code : "internal", message: messageOf(error) };
}
