import { randomUUID } from "node:crypto";
import type { IncomingMessage, ServerResponse } from "node:http";

/**
 * Next answers a method that a route of the API does not have with 405 and nothing else. Gives that answer the
 * envelope of every other failure. Only an answer without a body is touched.
 */
export function explainRefusedMethod(request: IncomingMessage, response: ServerResponse): void {
  if (!request.url?.startsWith("/api/") || request.method === "HEAD") return;
  const path = request.url.split("?", 1)[0]!;
  const requestId = randomUUID();
  const writeHead = response.writeHead.bind(response) as (...given: unknown[]) => ServerResponse;
  const write = response.write.bind(response) as (...given: unknown[]) => boolean;
  const end = response.end.bind(response) as (...given: unknown[]) => ServerResponse;
  let isEmpty = true;

  // Next sends the headers ahead of the body that it does not have, so they are decided here.
  response.writeHead = (...given: unknown[]) => {
    if (given[0] === 405 && !response.hasHeader("content-type")) {
      response.setHeader("content-type", "application/json");
      response.setHeader("x-request-id", requestId);
    }
    return writeHead(...given);
  };
  response.write = (...given: unknown[]) => {
    isEmpty = false;
    return write(...given);
  };
  response.end = (...given: unknown[]) => {
    const hasChunk = given[0] !== undefined && given[0] !== null && typeof given[0] !== "function";
    if (response.statusCode !== 405 || !isEmpty || hasChunk) return end(...given);
    const message = `${path} does not take ${request.method}. GET /api/openapi.json says what it takes`;
    return end(JSON.stringify({ error: { code: "invalid_input", message, requestId } }), ...given);
  };
}
