import { readBody } from "@/lib/platform/http/read-body";
import { getRuntime } from "@/lib/platform/runtime";
import { MAX_GATEWAY_BODY_BYTES } from "./contract";
import { handleGateway } from "./handle-gateway";
import { openAiErrorResponse } from "./openai-error";

/** Mounts the gateway on a route handler: in development, and under plain `next start`. */
export async function handleGatewayRequest(request: Request): Promise<Response> {
  const leaving = new AbortController();
  request.signal.addEventListener("abort", () => leaving.abort(), { once: true });
  const body = await readBody(request, MAX_GATEWAY_BODY_BYTES).catch((error: unknown) =>
    openAiErrorResponse(error, "too-large"),
  );
  const answer =
    body instanceof Uint8Array
      ? await handleGateway(getRuntime(), {
          method: request.method,
          path: new URL(request.url).pathname,
          headers: Object.fromEntries(request.headers),
          body,
          signal: leaving.signal,
        })
      : body;
  const payload = typeof answer.body === "string" ? answer.body : streamOf(answer.body, leaving);
  return new Response(payload, { status: answer.status, headers: answer.headers });
}

/** Pulled as fast as the client reads. A client that leaves ends the upstream call. */
export function streamOf(events: AsyncIterable<string>, leaving: AbortController): ReadableStream<Uint8Array> {
  const encoder = new TextEncoder();
  const iterator = events[Symbol.asyncIterator]();
  // Begun at once: a generator that never began has nothing to end, and its execution would stay open.
  let next: Promise<IteratorResult<string>> | null = iterator.next();
  next.catch(() => undefined);
  // A client may leave before anyone reads; the generator then waits at its first event.
  leaving.signal.addEventListener("abort", () => void iterator.return?.().catch(() => undefined), { once: true });
  return new ReadableStream<Uint8Array>({
    async pull(controller) {
      const { value, done } = await (next ?? iterator.next());
      next = null;
      if (done) return controller.close();
      controller.enqueue(encoder.encode(value));
      if (leaving.signal.aborted) await iterator.return?.();
    },
    async cancel() {
      leaving.abort();
      await iterator.return?.();
    },
  });
}
