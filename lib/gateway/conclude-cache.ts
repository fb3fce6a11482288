import type { CachedAnswer } from "@/lib/cache";
import type { ExecutionRecord } from "@/lib/executions/schemas";
import type { ChatCompletion } from "@/lib/providers";
import type { CacheAtWork, Turn } from "./cache-at-work";
import type { Caller } from "./caller";
import type { Recording } from "./recording";
import { answerText } from "./usage";

/** What a request gets that needs no model. */
export type CompletedHit = { response: ChatCompletion; record: ExecutionRecord };

/** Settles a request that the cache answers. Streams tell when their first token came. */
export function settleHit(
  { runtime }: Caller,
  recording: Recording,
  { kind, answer }: CachedAnswer,
  isStreaming = false,
): CompletedHit {
  const record = recording.settle({
    status: "success",
    target: null,
    usage: null,
    outputText: answerText(answer.response),
    cached: { kind, savedUsd: answer.costUsd },
    ...(isStreaming && { timeToFirstTokenMs: performance.now() - recording.arrivedMs }),
  });
  runtime.responseCache.count(kind, answer.costUsd);
  const created = Math.floor(runtime.now().getTime() / 1_000);
  return { record, response: { ...answer.response, id: `chatcmpl-${record.id}`, created } };
}

/** Keeps the answer of a model, and hands it to whoever waits for it. */
export function keepAnswer(
  { runtime }: Caller,
  cache: CacheAtWork,
  turn: Turn,
  { record, response }: { record: ExecutionRecord; response: ChatCompletion | null },
): void {
  runtime.responseCache.count("miss", null);
  const { modelSlug: model, costUsd, route } = record;
  // A budget's cheaper model answers now only; what is kept has to be what the configuration wants.
  const isUsual = route?.downgrade === undefined;
  const answer =
    response && model !== null && isUsual
      ? runtime.responseCache.store(cache.question, { model, response, costUsd })
      : null;
  turn.lead?.land(answer ? { kind: "answer", answer } : { kind: "nothing" });
}

/** Lets the others go: one of them asks next when this caller only went away. */
export function letGo({ signal }: Caller, turn: Turn | null): void {
  turn?.lead?.land({ kind: signal.aborted ? "abandoned" : "nothing" });
}
