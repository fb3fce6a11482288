import { requireScope, type Ctx } from "@/lib/platform/ctx";
import { answerAlongside } from "./answer-alongside";
import { callerOf } from "./caller";
import type { ChatInput } from "./chat-input";
import { completeChat, type CompletedChat } from "./complete-chat";
import { asAppError } from "./openai-error";
import type { RunInput, RunResult } from "./schemas";
import { streamChat } from "./stream-chat";
import { answerText } from "./usage";

/** Serves a task with the best model and tells what happened. Throws what the upstream's failure means to the caller. */
export async function runTask(ctx: Ctx, input: RunInput): Promise<RunResult> {
  requireScope(ctx, "run");
  const chat = chatInputOf(input);
  const [result, alongside] = await Promise.all([
    upstreamErrors(() => completeChat(callerOf(ctx), chat, performance.now())).then(runResultOf),
    answerAlongside(ctx, chat),
  ]);
  return alongside.length === 0 ? result : { ...result, alongside };
}

export function runResultOf({ response, record, ranking, classification, cached }: CompletedChat): RunResult {
  return {
    output: answerText(response),
    ...classification,
    ...(record.retrieval && { citations: record.retrieval.sources }),
    execution: {
      id: record.id,
      task: record.taskSlug,
      model: cached ? cached.answer.model : record.modelSlug,
      route: record.route && { ...record.route, candidates: ranking.candidates, excluded: ranking.excluded },
      costUsd: record.costUsd,
      latencyMs: record.latencyMs,
      inputTokens: record.inputTokens,
      outputTokens: record.outputTokens,
      cache: record.cache,
      savedUsd: record.savedUsd,
      attempts: record.attempts?.length ?? 0,
    },
  };
}

/** The same as server-sent events in OpenAI's form. */
export async function streamTask(ctx: Ctx, input: RunInput): Promise<AsyncIterable<string>> {
  requireScope(ctx, "run");
  const { events } = await upstreamErrors(() => streamChat(callerOf(ctx), chatInputOf(input), performance.now()));
  return events;
}

/** Throws what an upstream's failure means to the caller. */
export async function upstreamErrors<Result>(work: () => Promise<Result>): Promise<Result> {
  try {
    return await work();
  } catch (error) {
    throw asAppError(error);
  }
}

export function chatInputOf(input: RunInput): ChatInput {
  const { task, model, strategy, constraints, sessionId, userRef, tags, cache, promptVersion, variables, stream } =
    input;
  const messages = input.messages ?? [{ role: "user", content: input.input }];
  return {
    // The schema has checked roles and shapes; what is in the parts is the upstream's to judge.
    request: { model: model ?? "auto", messages, ...(stream && { stream }) },
    gym: {
      ...(strategy && { strategy }),
      ...(constraints && { constraints }),
      ...(sessionId && { sessionId }),
      ...(userRef && { userRef }),
      ...(tags && { tags }),
      ...(cache && { cache }),
      ...(promptVersion && { promptVersion }),
      ...(variables && { variables }),
    },
    requestedModel: model ?? null,
    task,
  };
}
