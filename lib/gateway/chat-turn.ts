import { requireScope, type Ctx } from "@/lib/platform/ctx";
import { newId } from "@/lib/platform/ids";
import { runTask, streamTask } from "./run-task";
import { RunInput, type ChatTurnInput, type ChatTurnResult } from "./schemas";

/** Answers one message of a conversation with the model that is best for what it is about, and says why that one. */
export async function chatTurn(ctx: Ctx, input: ChatTurnInput): Promise<ChatTurnResult> {
  requireScope(ctx, "run");
  const sessionId = input.sessionId ?? newId(ctx.now().getTime());
  const result = await runTask(ctx, runInputOf(input, sessionId));
  return { ...result, sessionId, detected: result.execution.route?.detected ?? null };
}

/** The same as server-sent events in OpenAI's form. */
export async function streamChatTurn(
  ctx: Ctx,
  input: ChatTurnInput,
): Promise<{ sessionId: string; events: AsyncIterable<string> }> {
  requireScope(ctx, "run");
  const sessionId = input.sessionId ?? newId(ctx.now().getTime());
  return { sessionId, events: await streamTask(ctx, runInputOf(input, sessionId)) };
}

function runInputOf(input: ChatTurnInput, sessionId: string): RunInput {
  const { message, history, task, strategy, constraints, userRef, userId, tags, stream } = input;
  return RunInput.parse({
    task,
    messages: [...history, { role: "user", content: message }],
    sessionId,
    strategy,
    constraints,
    userRef: userRef ?? userId,
    tags,
    stream,
  });
}
