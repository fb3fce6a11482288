import type { ExecutionRecord } from "@/lib/executions/schemas";
import type { ChatCompletion, ChatRequest } from "@/lib/providers";
import { answerOf } from "./answer-of";
import type { Caller } from "./caller";
import type { ChatCall } from "./chat-call";
import { gymFields } from "./gym-fields";
import { answerText, toOpenAiUsage } from "./usage";
import { wholeAsEvents } from "./whole-as-events";

export type WholeStream = { model: string; events: AsyncIterable<string> };

/**
 * The answer of a cascade or a council as a stream. Whether a further model is asked depends on whole answers, so the
 * first piece comes when the last call has ended.
 */
export async function streamWhole(
  caller: Caller,
  call: ChatCall,
  wantsUsage: boolean,
  onWhole: (record: ExecutionRecord, response: ChatCompletion) => void,
): Promise<WholeStream> {
  const { recording } = call;
  const { target, result, usage } = await answerOf(caller, { ...call, request: withoutStream(call.request) });
  const { response, rawUsage, classification, cpuMs, replayed, retrieval } = result;
  const outputText = answerText(response);
  const timeToFirstTokenMs = performance.now() - recording.arrivedMs;
  const record = recording.settle({
    status: "success",
    target,
    usage,
    rawUsage,
    outputText,
    classification,
    cpuMs,
    replayed,
    retrieval,
    timeToFirstTokenMs,
  });
  onWhole(record, response);
  const gym = gymFields(record, classification);
  return {
    model: target.model.slug,
    events: wholeAsEvents(response, gym, wantsUsage ? toOpenAiUsage(usage) : null),
  };
}

function withoutStream(request: ChatRequest): ChatRequest {
  const whole = { ...request };
  delete whole.stream;
  delete whole.stream_options;
  return whole;
}
