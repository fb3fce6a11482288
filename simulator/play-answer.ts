import type { ServerResponse } from "node:http";
import type { Fault } from "./faults";
import type { ErrorName, Protocol } from "./protocol";

/** What is about to be sent, with everything that decides its timing. */
export type Play = {
  protocol: Protocol;
  response: ServerResponse;
  fault: Fault | null;
  firstTokenMs: number;
  tokenMs: number;
  /** For the message of a refused key. */
  apiKey: string;
};

export type Frames = ReturnType<Protocol["frames"]>;

const SLOW_TOKEN_MS = 300;

const REFUSALS: Partial<Record<Fault, { name: ErrorName; headers?: Record<string, string> }>> = {
  "rate-limit": { name: "rate-limit", headers: { "retry-after": "1" } },
  "rate-limit-ms": { name: "rate-limit", headers: { "retry-after-ms": "40", "retry-after": "1" } },
  quota: { name: "quota" },
  error: { name: "error" },
  overloaded: { name: "overloaded" },
  auth: { name: "auth" },
  "not-found": { name: "not-found" },
  context: { name: "context" },
  filter: { name: "filter" },
  invalid: { name: "invalid" },
};

const MESSAGES: Partial<Record<ErrorName, string>> = {
  context: "This model's maximum context length is 8192 tokens, so the prompt is too long (simulated)",
  filter: "Refused because of our content policy (simulated)",
  quota: "You exceeded your current quota (simulated)",
};

/** Plays the faults that end a call before any content. False when the answer is to be given. */
export function playRefusal({ protocol, response, fault, apiKey }: Play): boolean {
  if (fault === null) return false;
  const refusal = fault === "rate-limit-date" ? dated() : REFUSALS[fault];
  if (refusal) {
    const detail = refusal.name === "auth" ? `Incorrect API key provided: ${apiKey} (simulated)` : undefined;
    const { status, body } = protocol.error(
      refusal.name,
      detail ?? MESSAGES[refusal.name] ?? `Simulated failure: ${fault}`,
    );
    sendJson(response, status, body, refusal.headers);
    return true;
  }
  switch (fault) {
    case "hang":
      return true;
    case "reset":
      response.socket?.resetAndDestroy();
      return true;
    case "empty":
      sendJson(response, 200, "");
      return true;
    case "html":
      response.writeHead(200, { "content-type": "text/html" }).end("<html><body>Please sign in</body></html>");
      return true;
    case "redirect":
      response.writeHead(307, { location: "/elsewhere" }).end();
      return true;
    case "error-body":
      sendJson(response, 200, protocol.error("error", "Simulated failure inside of a 200").body);
      return true;
    default:
      return false;
  }
}

export function playWhole({ response, fault }: Play, body: string): void {
  if (fault === "truncated" || fault === "clean-cut" || fault === "malformed") {
    return sendJson(response, 200, body.slice(0, body.length / 2));
  }
  if (fault === "cut") {
    response.writeHead(200, { "content-type": "application/json", "content-length": Buffer.byteLength(body) });
    response.write(body.slice(0, body.length / 2), () => response.socket?.resetAndDestroy());
    return;
  }
  sendJson(response, 200, body);
}

/** Sends the frames with their pauses, and breaks them as the fault says. */
export function playStream(play: Play, frames: Frames): void {
  const { protocol, response, fault } = play;
  response.writeHead(200, { "content-type": "text/event-stream", "cache-control": "no-cache" });
  if (fault === "stream-error") {
    response.end(protocol.errorFrame("Simulated failure as first event"));
    return;
  }
  const tokenMs = fault === "slow" ? SLOW_TOKEN_MS : play.tokenMs;
  const middle = Math.ceil(frames.tokens.length / 2);
  if (fault === null && tokenMs === 0) {
    response.end(frames.opening + frames.tokens.join("") + frames.closing);
    return;
  }
  response.write(frames.opening);
  const shown = fault === null || fault === "slow" ? frames.tokens : frames.tokens.slice(0, middle);
  sendTokens(response, shown, tokenMs, () => breakOff(play, frames, middle));
}

function breakOff({ protocol, response, fault }: Play, frames: Frames, middle: number): void {
  const rest = frames.tokens.slice(middle).join("") + frames.closing;
  switch (fault) {
    case "cut":
    case "truncated":
      // After the written bytes have left; a reset would overtake them.
      response.write('data: {"half', () => response.socket?.destroy());
      return;
    case "clean-cut":
      response.end();
      return;
    case "late-error":
      response.end(protocol.errorFrame("Simulated failure in the middle of the stream"));
      return;
    case "malformed":
      response.end(`data: {"this is": not JSON\n\n${rest}`);
      return;
    case "stream-hang":
      return;
    default:
      response.end(frames.closing);
  }
}

function sendTokens(response: ServerResponse, tokens: string[], tokenMs: number, done: () => void): void {
  let next = 0;
  const send = () => {
    if (response.destroyed) return;
    if (next === tokens.length) return done();
    response.write(tokens[next++]);
    if (tokenMs > 0) setTimeout(send, tokenMs);
    else setImmediate(send);
  };
  send();
}

export function sendJson(
  response: ServerResponse,
  status: number,
  body: string | Buffer,
  headers: Record<string, string> = {},
): void {
  response
    .writeHead(status, { "content-type": "application/json", "content-length": Buffer.byteLength(body), ...headers })
    .end(body);
}

const dated = () => ({
  name: "rate-limit" as const,
  headers: { "retry-after": new Date(Date.now() + 2_000).toUTCString() },
});
