import { randomUUID } from "node:crypto";
import type { IncomingMessage, ServerResponse } from "node:http";

/**
 * Next answers a method that a route of the API does not have with 405 and nothing else. Gives that answer the
 * envelope of every other failure. Only an answer without a body is touched.
 */
export function explainRefusedMethod(request: IncomingMessage, response: ServerResponse): void {
  if (!request.url?.startsWith("/api/") || request.method === "HEAD") return;
  const path = request.url.split("?", 1)[0]!;
  const end = response.end.bind(response) as (...rest: unknown[]) => ServerResponse;
  response.end = (...rest: unknown[]) => {
    const isEmpty = rest[0] === undefined || rest[0] === null || typeof rest[0] === "function";
    if (response.statusCode !== 405 || response.headersSent || !isEmpty) return end(...rest);
    const requestId = randomUUID();
    const message = `${path} does not take ${request.method}. GET /api/openapi.json says what it takes`;
    response.setHeader("content-type", "application/json");
    response.setHeader("x-request-id", requestId);
    return end(JSON.stringify({ error: { code: "invalid_input", message, requestId } }));
  };
}
