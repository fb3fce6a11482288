import type { IncomingMessage, ServerResponse } from "node:http";
import { setImmediate } from "node:timers/promises";
import { drainedOrClosed } from "@/lib/platform/drained-or-closed";
import { messageOf } from "@/lib/platform/errors";
import { bodyTooLarge } from "@/lib/platform/http/parse-json";
import type { Runtime } from "@/lib/platform/runtime";
import { MAX_GATEWAY_BODY_BYTES, type GatewayResponse } from "./contract";
import { handleGateway } from "./handle-gateway";
import { openAiErrorResponse } from "./openai-error";

declare module "@/lib/platform/runtime" {
  interface Runtime {
    /** The gateway for node's own server, in front of Next. */
    node: (request: IncomingMessage, response: ServerResponse) => void;
  }
}

/** Mounts the gateway on node's HTTP server: the production path, without Next in between. */
export function createNodeMount(runtime: Runtime): Runtime["node"] {
  return (request, response) => {
    serve(runtime, request, response).catch((error: unknown) => {
      runtime.log.error({ reason: messageOf(error) }, "a gateway connection broke");
      response.destroy();
    });
  };
}

async function serve(runtime: Runtime, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const leaving = new AbortController();
  response.once("close", () => {
    if (!response.writableFinished) leaving.abort();
  });
  const body = await readNodeBody(request);
  if (body === null) {
    // The rest of the body is not read, so the connection cannot be used again.
    response.shouldKeepAlive = false;
    return send(response, openAiErrorResponse(bodyTooLarge(MAX_GATEWAY_BODY_BYTES), "too-large"));
  }
  const url = request.url ?? "/";
  const query = url.indexOf("?");
  const answer = await handleGateway(runtime, {
    method: request.method ?? "GET",
    path: query === -1 ? url : url.slice(0, query),
    headers: request.headers,
    body,
    signal: leaving.signal,
  });
  await send(response, answer);
}

/** The whole body; null when it is larger than the gateway takes. Events cost a fraction of an async iterator. */
function readNodeBody(request: IncomingMessage): Promise<Uint8Array | null> {
  return new Promise((resolve, reject) => {
    if (Number(request.headers["content-length"] ?? 0) > MAX_GATEWAY_BODY_BYTES) return resolve(null);
    const chunks: Buffer[] = [];
    let size = 0;
    request.on("data", (chunk: Buffer) => {
      size += chunk.length;
      if (size <= MAX_GATEWAY_BODY_BYTES) chunks.push(chunk);
      else resolve(null);
    });
    request.once("end", () => resolve(chunks.length === 1 ? chunks[0]! : Buffer.concat(chunks)));
    request.once("error", reject);
  });
}

async function send(response: ServerResponse, answer: GatewayResponse): Promise<void> {
  if (typeof answer.body === "string") {
    response.writeHead(answer.status, { ...answer.headers, "content-length": Buffer.byteLength(answer.body) });
    response.end(answer.body);
    return;
  }
  response.writeHead(answer.status, answer.headers);
  response.socket?.setNoDelay(true);
  let isFirst = true;
  for await (const text of answer.body) {
    if (response.closed) break;
    if (!response.write(text)) await drainedOrClosed(response);
    // Node holds back what is written until this turn ends. An upstream may send many events at once: the first of them
    // leaves before the others are read.
    if (isFirst) await setImmediate();
    isFirst = false;
  }
  response.end();
}
