import type { Ctx } from "@/lib/platform/ctx";
import { isAppError } from "@/lib/platform/errors";
import type { OrganizationSnapshot } from "@/lib/registry";
import { callerOf } from "./caller";
import type { ChatInput } from "./chat-input";
import { completeChat } from "./complete-chat";
import { asAppError } from "./openai-error";
import type { AlongsideAnswer } from "./schemas";

/**
 * What the other tasks of a classification say of the same text, all at once. One that cannot answer fails nobody: it
 * says why. Requests to be served by a certain model, prompt or strategy are about the task itself, so they end here.
 */
export async function answerAlongside(
  ctx: Ctx,
  { task, request: { messages, stream }, gym: { sessionId, userRef, tags } }: ChatInput,
): Promise<AlongsideAnswer[]> {
  if (stream) return [];
  const snapshot = await ctx.runtime.registry.ensureLoaded(ctx.organizationId);
  const named = snapshot.tasks.get(task)?.configuration.alongside ?? [];
  return Promise.all(
    named.map(async (other): Promise<AlongsideAnswer> => {
      const nothing = { task: other, label: null, confidence: null, alternatives: [], model: null, executionId: null };
      if (!isTrained(snapshot, other)) return { ...nothing, error: `No model in service is trained for \`${other}\`` };
      try {
        const { record, classification } = await completeChat(
          callerOf(ctx),
          {
            request: { model: "auto", messages },
            gym: { ...(sessionId && { sessionId }), ...(userRef && { userRef }), ...(tags && { tags }) },
            requestedModel: null,
            task: other,
          },
          performance.now(),
        );
        return {
          task: other,
          label: classification?.label ?? null,
          confidence: classification?.confidence ?? null,
          alternatives: classification?.alternatives ?? [],
          model: record.modelSlug,
          executionId: record.id,
          error: null,
        };
      } catch (error) {
        const failure = asAppError(error);
        if (!isAppError(failure)) throw failure;
        return { ...nothing, error: failure.message };
      }
    }),
  );
}

const isTrained = ({ activeVersions }: OrganizationSnapshot, task: string): boolean =>
  [...activeVersions.values()].some(({ taskSlug }) => taskSlug === task);
