import { isProviderError, type ChatRequest, type ProviderCall } from "@/lib/providers";
import type { Parameters, TaskKind } from "@/lib/registry/schemas";
import { tokensOfCharacters } from "@/lib/routing";
import type { CallTarget } from "./call-models";
import { isTrial, type Caller } from "./caller";
import { consultCache, type CacheAtWork } from "./cache-at-work";
import { lastUserText, measureChat, type ChatInput } from "./chat-input";
import { keepBudgets } from "./keep-budgets";
import { sizeOfChat } from "./most-it-may-cost";
import { planCall, type CallPlan } from "./plan-call";
import { promptAtWork } from "./prompt-at-work";
import { retrievalAtWork } from "./retrieval-at-work";
import { newCall, startRecording, type Recording } from "./recording";
import { orGiveBack, takeRateLimit } from "./take-rate-limit";

/** A chat request that is decided and written ahead, ready to be called. */
export type ChatCall = {
  plan: CallPlan;
  recording: Recording;
  /** With the task's system prompt and parameters. */
  request: ChatRequest;
  inputText: string;
  /** null for a request that the task's cache has nothing to do with. */
  cache: CacheAtWork | null;
};

export async function prepareChat(caller: Caller, input: ChatInput, arrivedMs: number): Promise<ChatCall> {
  const { characters, capabilities } = measureChat(input.request);
  const inputText = lastUserText(input.request.messages);
  const limit = input.request.max_completion_tokens ?? input.request.max_tokens ?? null;
  const maxOutputTokens = typeof limit === "number" ? limit : null;
  const tokens = await takeRateLimit(caller, tokensOfCharacters(characters) + (maxOutputTokens ?? 0));
  const identity = newCall(caller, input.gym, input.request.user);
  const { plan, prompt, request, retrieved, cache } = await orGiveBack(tokens, async () => {
    const usual = await planCall(caller, {
      unit: identity.unit,
      operation: "chat",
      prompt: inputText,
      task: input.task,
      identity,
      requestedModel: input.requestedModel,
      gym: input.gym,
      characters,
      maxOutputTokens,
      requiredCapabilities: capabilities,
    });
    const prompt = await promptAtWork(caller, usual.state.configuration, input.gym);
    const promptCharacters = prompt.promptVersionId === null ? 0 : (prompt.text?.length ?? 0);
    const configured = withConfiguration(input.request, usual.state.configuration.parameters, prompt.text);
    const { retrieved, request, ...added } = await retrievalAtWork(caller, usual.state, configured, inputText);
    const size = () => sizeOfChat(input.request, characters + promptCharacters + added.characters, maxOutputTokens);
    const { promptVersionId } = prompt;
    const isCached = usual.state.configuration.cache.mode !== "off";
    const cache = isCached
      ? await consultCache(caller, input, { plan: usual, request, promptVersionId, identity })
      : null;
    // What is there already costs nothing, so no budget is asked.
    if (cache?.found) return { plan: usual, prompt, request, retrieved, cache };
    // Another model's answer would say nothing of the configuration that is tested.
    const isModelReplaceable = !isTrial(caller);
    const plan = await keepBudgets(caller, { identity, size, isModelReplaceable }, usual);
    return { plan, prompt, request, retrieved, cache };
  });
  const recording = startRecording(caller, plan, {
    identity,
    tokens,
    operation: operationOf(plan.state.task.kind),
    isStreaming: input.request.stream === true,
    gym: input.gym,
    promptVersionId: prompt.promptVersionId,
    retrieved,
    isCacheAsked: cache !== null,
    inputText,
    arrivedMs,
  });
  return { plan, recording, request, inputText, cache };
}

const operationOf = (kind: TaskKind) => (kind === "classification" ? "classification" : "chat");

/** The task's settings where the request states none, and its system prompt before the caller's messages. */
function withConfiguration(request: ChatRequest, parameters: Parameters, systemPrompt: string | null): ChatRequest {
  const messages = systemPrompt
    ? [{ role: "system" as const, content: systemPrompt }, ...request.messages]
    : request.messages;
  return {
    ...(parameters.temperature !== undefined && { temperature: parameters.temperature }),
    ...(parameters.topP !== undefined && { top_p: parameters.topP }),
    ...(parameters.stop && { stop: parameters.stop }),
    ...(parameters.seed !== undefined && { seed: parameters.seed }),
    ...(parameters.reasoningEffort && { reasoning_effort: parameters.reasoningEffort }),
    ...request,
    // A null is no limit of the caller's own.
    ...(parameters.maxOutputTokens !== undefined &&
      !hasOwnLimit(request) && { max_completion_tokens: parameters.maxOutputTokens }),
    messages,
  };
}

const hasOwnLimit = ({ max_tokens: older, max_completion_tokens: newer }: ChatRequest): boolean =>
  typeof older === "number" || typeof newer === "number";

export function providerCall<Request>(caller: Caller, target: CallTarget, request: Request): ProviderCall<Request> {
  return {
    organizationId: caller.organizationId,
    endpoint: target.endpoint,
    upstreamId: target.model.upstreamId,
    ...(target.artefact && { artefact: target.artefact }),
    retrieval: target.retrieval,
    request,
    timeouts: target.timeouts,
    isMeasured: isTrial(caller),
    signal: caller.signal,
  };
}

/** Records a call that no model answered. */
export function settleFailure(caller: Caller, recording: Recording, error: unknown): void {
  const isCancelled = caller.signal.aborted || (isProviderError(error) && error.kind === "cancelled");
  recording.settle({ status: isCancelled ? "cancelled" : "failed", target: null, usage: null, outputText: "", error });
}
