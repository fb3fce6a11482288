import type { ExecutionRecord, RouteRanking } from "@/lib/executions/schemas";
import type { ChatCompletion, ChatRequest, Classification, CompleteResult, Usage } from "@/lib/providers";
import { askShadow } from "./ask-shadow";
import { callCascade } from "./call-cascade";
import { callModels, type CallLog, type CallTarget } from "./call-models";
import type { Caller } from "./caller";
import { prepareChat, providerCall, settleFailure, type ChatCall } from "./chat-call";
import type { ChatInput } from "./chat-input";
import type { CallPlan } from "./plan-call";
import { answerText, toOpenAiUsage, usageOf } from "./usage";

export type CompletedChat = {
  response: ChatCompletion;
  record: ExecutionRecord;
  /** How all models looked to the router. */
  ranking: RouteRanking;
  classification?: Classification;
};

/** One whole answer, recorded. Throws when no model answered; that is recorded as well. */
export async function completeChat(caller: Caller, input: ChatInput, arrivedMs: number): Promise<CompletedChat> {
  return finishChat(caller, await prepareChat(caller, input, arrivedMs));
}

/** The same for a call that is prepared already. */
export async function finishChat(caller: Caller, { plan, recording, request }: ChatCall): Promise<CompletedChat> {
  try {
    const { target, result, usage } = await answerOf(caller, plan, recording.log, request);
    const record = recording.settle({
      status: "success",
      target,
      usage,
      rawUsage: result.rawUsage,
      outputText: answerText(result.response),
      classification: result.classification,
      cpuMs: result.cpuMs,
      replayed: result.replayed,
    });
    askShadow(caller, { plan, target, request, record, answer: answerText(result.response) });
    const response = { ...result.response, usage: result.response.usage ?? toOpenAiUsage(usage) };
    return {
      response,
      record,
      ranking: plan.ranking,
      ...(result.classification && { classification: result.classification }),
    };
  } catch (error) {
    settleFailure(caller, recording, error);
    throw error;
  }
}

type Answer = { target: CallTarget; result: CompleteResult; usage: Usage };

/** Of one model, or of as many as the task's learned policy asks. */
async function answerOf(caller: Caller, plan: CallPlan, log: CallLog, request: ChatRequest): Promise<Answer> {
  const ask = async (target: CallTarget) => {
    const result = await target.adapter.complete(providerCall(caller, target, request));
    if (result.cpuMs !== undefined) log.cpuMs = (log.cpuMs ?? 0) + result.cpuMs;
    return result;
  };
  if (plan.cascade) return callCascade(caller, { ...plan, cascade: plan.cascade }, log, { request, ask });
  const { target, result, permit } = await callModels(caller, plan, log, ask);
  permit.succeeded();
  return { target, result, usage: await usageOf(request, result) };
}
