import { route } from "@/lib/auth";
import { chatTurn, streamChatTurn, streamOf } from "@/lib/gateway";
import { ChatTurnInput } from "@/lib/gateway/schemas";

/**
 * Answers one message of a conversation with the model that is best for what it is about, and says what was detected
 * and why that model. With `stream` the answer is a stream of server-sent events; `x-gym-session` names the session.
 */
export const POST = route({
  scope: "run",
  body: ChatTurnInput,
  maxBodyBytes: 4_000_000,
  handle: async ({ ctx, body }) => {
    if (!body.stream) return chatTurn(ctx, body);
    const leaving = new AbortController();
    ctx.signal?.addEventListener("abort", () => leaving.abort(), { once: true });
    const { sessionId, events } = await streamChatTurn({ ...ctx, signal: leaving.signal }, body);
    const headers = {
      "content-type": "text/event-stream; charset=utf-8",
      "x-gym-session": encodeURIComponent(sessionId),
    };
    return new Response(streamOf(events, leaving), { headers });
  },
});
