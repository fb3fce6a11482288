import { route } from "@/lib/auth";
import { runTask, streamOf, streamTask } from "@/lib/gateway";
import { RunInput } from "@/lib/gateway/schemas";

/** Serves a task with the best model. With `stream` the answer is a stream of server-sent events in OpenAI's form. */
export const POST = route({
  scope: "run",
  body: RunInput,
  handle: async ({ ctx, body }) => {
    if (!body.stream) return runTask(ctx, body);
    const leaving = new AbortController();
    ctx.signal?.addEventListener("abort", () => leaving.abort(), { once: true });
    const events = await streamTask({ ...ctx, signal: leaving.signal }, body);
    return new Response(streamOf(events, leaving), { headers: { "content-type": "text/event-stream; charset=utf-8" } });
  },
});
