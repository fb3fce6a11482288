import type { CachedAnswer } from "@/lib/cache";
import type { ExecutionRecord, RouteRanking } from "@/lib/executions/schemas";
import type { ChatCompletion, Classification } from "@/lib/providers";
import { answerOf } from "./answer-of";
import { askShadow } from "./ask-shadow";
import { takeTurn, type Turn } from "./cache-at-work";
import type { Caller } from "./caller";
import { prepareChat, settleFailure, type ChatCall } from "./chat-call";
import type { ChatInput } from "./chat-input";
import { keepAnswer, letGo, settleHit } from "./conclude-cache";
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
  /** Only when no model was called. */
  cached?: CachedAnswer;
};

/** One whole answer, recorded. Throws when no model answered; that is recorded as well. */
export async function completeChat(caller: Caller, input: ChatInput, arrivedMs: number): Promise<CompletedChat> {
  return finishChat(caller, await prepareChat(caller, input, arrivedMs));
}

/** The same for a call that is prepared already. */
export async function finishChat(caller: Caller, call: ChatCall): Promise<CompletedChat> {
  const { plan, recording, cache } = call;
  let turn: Turn | null = null;
  try {
    turn = cache && (await takeTurn(caller, cache));
    if (turn?.hit) return { ...settleHit(caller, recording, turn.hit), ranking: plan.ranking, cached: turn.hit };
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
      retrieval: result.retrieval,
    });
    askShadow(caller, { plan, target, request: call.request, record, answer: answerText(result.response) });
    const response = { ...result.response, usage: result.response.usage ?? toOpenAiUsage(usage) };
    if (cache && turn) keepAnswer(caller, cache, turn, { record, response });
    return {
      response,
      record,
      ranking: plan.ranking,
      ...(result.classification && { classification: result.classification }),
      ...(council && { council }),
    };
  } catch (error) {
    letGo(caller, turn);
    settleFailure(caller, recording, error);
    throw error;
  }
}
