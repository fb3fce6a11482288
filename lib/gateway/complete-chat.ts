import type { ExecutionRecord, RouteRanking } from "@/lib/executions/schemas";
import { estimateUsage, type ChatCompletion, type Classification } from "@/lib/providers";
import { callModels } from "./call-models";
import type { Caller } from "./caller";
import { prepareChat, providerCall, settleFailure } from "./chat-call";
import { textOf, type ChatInput } from "./chat-input";
import { answerText, toOpenAiUsage } from "./usage";

export type CompletedChat = {
  response: ChatCompletion;
  record: ExecutionRecord;
  /** How all models looked to the router. */
  ranking: RouteRanking;
  classification?: Classification;
};

/** One whole answer, recorded. Throws when no model answered; that is recorded as well. */
export async function completeChat(caller: Caller, input: ChatInput, arrivedMs: number): Promise<CompletedChat> {
  const { plan, recording, request } = await prepareChat(caller, input, arrivedMs);
  try {
    const { target, result, permit } = await callModels(caller, plan, recording.log, (candidate) =>
      candidate.adapter.complete(providerCall(caller, candidate, request)),
    );
    permit.succeeded();
    const outputText = answerText(result.response);
    const usage = result.usage ?? (await estimateUsage(promptText(request.messages), outputText));
    const record = recording.settle({
      status: "success",
      target,
      usage,
      rawUsage: result.rawUsage,
      outputText,
      classification: result.classification,
      cpuMs: result.cpuMs,
      replayed: result.replayed,
    });
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

export const promptText = (messages: ChatInput["request"]["messages"]): string =>
  messages.map((message) => textOf(message.content)).join("\n");
