import { isProviderError, type ChatRequest, type ProviderCall } from "@/lib/providers";
import type { Parameters, TaskKind } from "@/lib/registry/schemas";
import { tokensOfCharacters } from "@/lib/routing";
import type { CallTarget } from "./call-models";
import type { Caller } from "./caller";
import { lastUserText, measureChat, type ChatInput } from "./chat-input";
import { keepBudgets } from "./keep-budgets";
import { sizeOfChat } from "./most-it-may-cost";
import { planCall, type CallPlan } from "./plan-call";
import { promptAtWork } from "./prompt-at-work";
import { newCall, startRecording, type Recording } from "./recording";
import { orGiveBack, takeRateLimit } from "./take-rate-limit";

/** A chat request that is decided and written ahead, ready to be called. */
export type ChatCall = {
  plan: CallPlan;
  recording: Recording;
  /** With the task's system prompt and parameters. */
  request: ChatRequest;
  inputText: string;
};

export async function prepareChat(caller: Caller, input: ChatInput, arrivedMs: number): Promise<ChatCall> {
  const { characters, capabilities } = measureChat(input.request);
  const inputText = lastUserText(input.request.messages);
  const limit = input.request.max_completion_tokens ?? input.request.max_tokens ?? null;
  const maxOutputTokens = typeof limit === "number" ? limit : null;
  const tokens = await takeRateLimit(caller, tokensOfCharacters(characters) + (maxOutputTokens ?? 0));
  const identity = newCall(caller, input.gym, input.request.user);
  const { plan, prompt } = await orGiveBack(tokens, async () => {
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
    const size = () => sizeOfChat(input.request, characters + promptCharacters, maxOutputTokens);
    // Another model's answer would say nothing of the configuration that is tested.
    const isModelReplaceable = caller.source !== "benchmark";
    return { plan: await keepBudgets(caller, { identity, size, isModelReplaceable }, usual), prompt };
  });
  const recording = startRecording(caller, plan, {
    identity,
    tokens,
    operation: operationOf(plan.state.task.kind),
    isStreaming: input.request.stream === true,
    gym: input.gym,
    promptVersionId: prompt.promptVersionId,
    inputText,
    arrivedMs,
  });
  const request = withConfiguration(input.request, plan.state.configuration.parameters, prompt.text);
  return { plan, recording, request, inputText };
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
    request,
    timeouts: target.timeouts,
    isMeasured: caller.source === "benchmark",
    signal: caller.signal,
  };
}

/** Records a call that no model answered. */
export function settleFailure(caller: Caller, recording: Recording, error: unknown): void {
  const isCancelled = caller.signal.aborted || (isProviderError(error) && error.kind === "cancelled");
  recording.settle({ status: isCancelled ? "cancelled" : "failed", target: null, usage: null, outputText: "", error });
}
