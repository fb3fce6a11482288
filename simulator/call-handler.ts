import type { IncomingMessage, ServerResponse } from "node:http";
import { answerPrompt } from "./answer";
import { drawFault, parseFault, type Fault } from "./faults";
import { playRefusal, playStream, playWhole, sendJson, type Play } from "./play-answer";
import { drawFirstTokenMs, findProfile, type Profile } from "./profiles";
import type { Protocol } from "./protocol";
import type { RequestLog } from "./request-log";
import { hashText } from "./seeded-random";

/** Answers of models without latency, by path and body: a benchmark's upstream does no work twice. */
const MAX_REMEMBERED = 512;

const BREAKING: readonly (Fault | null)[] = ["reset", "cut", "truncated"];

/** Answers calls of a model in either protocol. */
export class CallHandler {
  private readonly callsByModel = new Map<string, number>();
  private readonly remembered = new Map<string, Buffer>();

  constructor(
    private readonly seed: number,
    private readonly log: RequestLog,
    private readonly tuned: (model: string) => Profile | undefined = () => undefined,
  ) {}

  handle(protocol: Protocol, request: IncomingMessage, response: ServerResponse, text: string): void {
    const body = parseBody(text);
    if (!body || typeof body.model !== "string") {
      const { status, body: answer } = protocol.error("invalid", "The body must be JSON with a `model` (simulated)");
      return sendJson(response, status, answer);
    }
    const { profile, fault, seed } = this.cast(body.model, body, request);
    this.log.begin({ path: request.url ?? "", headers: request.headers, body }, response, BREAKING.includes(fault));
    if (!profile) {
      const { status, body: answer } = protocol.error("not-found", `The simulator has no model ${body.model}`);
      return sendJson(response, status, answer);
    }

    const play: Play = {
      protocol,
      response,
      fault,
      firstTokenMs: drawFirstTokenMs(profile, seed),
      tokenMs: profile.tokenMs,
      apiKey: keyOf(request),
    };
    const isInstant = profile.firstTokenMs === 0 && fault === null;
    if (isInstant) return this.answerAtOnce(play, profile, body, `${request.url}\n${text}`);
    if (playRefusal(play)) return;
    this.answerInTime(play, profile, body);
  }

  /** Who answers, and what goes wrong. A call's luck depends on the seed and its number, so that a retry has its own. */
  private cast(model: string, body: Record<string, unknown>, { headers }: IncomingMessage) {
    const [id = "", suffix] = model.split(":");
    const profile = this.tuned(model) ?? findProfile(id);
    const count = this.callsByModel.get(model) ?? 0;
    this.callsByModel.set(model, count + 1);
    const seed = hashText(`${model}#${count}`, this.seed);
    const asked = parseFault(
      (id === "ft" ? undefined : suffix) ??
        headerText(headers["x-sim-fault"]) ??
        (body.sim_fault as string | undefined),
    );
    const isDue = asked !== null && (asked.times === null || count < asked.times);
    const fault = asked ? (isDue ? asked.fault : null) : drawFault(profile?.errorRate ?? 0, seed);
    return { profile, fault, seed };
  }

  private answerAtOnce(
    { protocol, response }: Play,
    profile: Profile,
    body: Record<string, unknown>,
    key: string,
  ): void {
    let answer = this.remembered.get(key);
    if (!answer) {
      answer = Buffer.from(this.perform(protocol, profile, body));
      if (this.remembered.size >= MAX_REMEMBERED) this.remembered.clear();
      this.remembered.set(key, answer);
    }
    if (body.stream !== true) return sendJson(response, 200, answer);
    response.writeHead(200, { "content-type": "text/event-stream", "cache-control": "no-cache" }).end(answer);
  }

  private perform(protocol: Protocol, profile: Profile, body: Record<string, unknown>): string {
    const answer = answerPrompt(protocol.readPrompt(body), profile, this.seed);
    if (body.stream !== true) return protocol.whole(answer, profile.id);
    const { opening, tokens, closing } = protocol.frames(answer, profile.id, body);
    return opening + tokens.join("") + closing;
  }

  private answerInTime(play: Play, profile: Profile, body: Record<string, unknown>): void {
    const { protocol, firstTokenMs, tokenMs } = play;
    const answer = answerPrompt(protocol.readPrompt(body), profile, this.seed);
    if (body.stream === true) {
      const frames = protocol.frames(answer, profile.id, body);
      after(firstTokenMs, play.response, () => playStream(play, frames));
    } else {
      const totalMs = firstTokenMs + answer.tokens.output * tokenMs;
      after(totalMs, play.response, () => playWhole(play, protocol.whole(answer, profile.id)));
    }
  }
}

function after(delayMs: number, response: ServerResponse, run: () => void): void {
  if (delayMs === 0) return run();
  const timer = setTimeout(run, delayMs);
  response.once("close", () => clearTimeout(timer));
}

function parseBody(text: string): Record<string, unknown> | null {
  try {
    const body: unknown = JSON.parse(text);
    return typeof body === "object" && body !== null ? (body as Record<string, unknown>) : null;
  } catch {
    return null;
  }
}

const headerText = (value: string | string[] | undefined) => (Array.isArray(value) ? value[0] : value);

function keyOf({ headers }: IncomingMessage): string {
  return headerText(headers["x-api-key"]) ?? (headers.authorization ?? "").replace(/^Bearer /, "");
}
