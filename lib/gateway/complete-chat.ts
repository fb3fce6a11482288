import type { ExecutionRecord, RouteRanking } from "@/lib/executions/schemas";
import type { ChatCompletion, Classification } from "@/lib/providers";
import { answerOf } from "./answer-of";
import { askShadow } from "./ask-shadow";
import type { Caller } from "./caller";
import { prepareChat, settleFailure, type ChatCall } from "./chat-call";
import type { ChatInput } from "./chat-input";
import type { CouncilReport } from "./schemas";
import { answerText, toOpenAiUsage } from "./usage";

export type CompletedChat = {
  response: ChatCompletion;
  record: ExecutionRecord;
  /** How all models looked to the router. */
  ranking: RouteRanking;
  classification?: Classification;
  /** Only when a council answered. */
  council?: CouncilReport;
};

/** One whole answer, recorded. Throws when no model answered; that is recorded as well. */
export async function completeChat(caller: Caller, input: ChatInput, arrivedMs: number): Promise<CompletedChat> {
  return finishChat(caller, await prepareChat(caller, input, arrivedMs));
}

/** The same for a call that is prepared already. */
export async function finishChat(caller: Caller, call: ChatCall): Promise<CompletedChat> {
  const { plan, recording } = call;
  try {
    const { target, result, usage, council } = await answerOf(caller, call);
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
    askShadow(caller, { plan, target, request: call.request, record, answer: answerText(result.response) });
    const response = { ...result.response, usage: result.response.usage ?? toOpenAiUsage(usage) };
    return {
      response,
      record,
      ranking: plan.ranking,
      ...(result.classification && { classification: result.classification }),
      ...(council && { council }),
    };
  } catch (error) {
    settleFailure(caller, recording, error);
    throw error;
  }
}
