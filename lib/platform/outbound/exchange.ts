import type { Dispatcher } from "undici";
import { OutboundError, toOutboundError, type OutboundStage } from "./outbound-error";
import type { OutboundRequest, OutboundTimeouts } from "./outbound-types";

export type ResponseHead = { status: number; headers: Record<string, string | string[] | undefined> };

/** What becomes of an answer. Exactly one of `onEnd` and `onFailure` is called, once, last. */
export interface ResponseSink {
  onHead(head: ResponseHead): void;
  onData(chunk: Buffer): void;
  onEnd(): void;
  onFailure(error: OutboundError): void;
}

/**
 * One request and its answer: enforces time and size limits and the caller's abort, and tells the sink.
 * One timer serves all limits: it wakes at the shortest of them and looks whether the current one is over,
 * so that passing from stage to stage, or receiving a chunk, costs no timer operation.
 */
export class Exchange implements Dispatcher.DispatchHandler {
  private controller: Dispatcher.DispatchController | null = null;
  private stage: Exclude<OutboundStage, "total"> = "connect";
  private stageEndsAtMs: number;
  private readonly totalEndsAtMs: number;
  private readonly shortestMs: number;
  private timer: NodeJS.Timeout | undefined;
  private receivedBytes = 0;
  private maxBytes: number;
  private isOver = false;

  constructor(
    private readonly request: OutboundRequest,
    private readonly sink: ResponseSink,
    maxBytes: number,
  ) {
    const { connectMs, headersMs, idleMs, totalMs } = request.timeouts;
    const now = performance.now();
    this.maxBytes = maxBytes;
    this.stageEndsAtMs = now + connectMs;
    this.totalEndsAtMs = now + totalMs;
    this.shortestMs = Math.min(connectMs, headersMs, idleMs, totalMs);
  }

  start(dispatcher: Dispatcher): void {
    const { signal, url, method, headers, body } = this.request;
    if (signal?.aborted) return this.fail(cancelled());
    signal?.addEventListener("abort", this);
    this.timer = setTimeout(checkDeadline, this.shortestMs, this);
    dispatcher.dispatch({ origin: url.origin, path: url.path, method, headers, body: body ?? null }, this);
  }

  /** Closes the connection without an error for anyone: the reader has left. */
  abandon(): void {
    if (!this.isOver) this.finish();
    this.controller?.abort(cancelled());
  }

  /** Lets a rest of at most `maxBytes` and `maxMs` arrive unread, so that the connection can serve another request. */
  discardRest(maxBytes: number, maxMs: number): void {
    if (this.isOver) return;
    this.request.signal?.removeEventListener("abort", this);
    this.maxBytes = this.receivedBytes + maxBytes;
    clearTimeout(this.timer);
    this.timer = setTimeout(abandonExchange, maxMs, this);
    this.timer.unref();
    this.resume();
  }

  pause(): void {
    this.stageEndsAtMs = Infinity;
    this.controller?.pause();
  }

  resume(): void {
    this.stageEndsAtMs = performance.now() + this.request.timeouts.idleMs;
    if (this.controller?.paused) this.controller.resume();
  }

  /** The caller's signal fired. */
  handleEvent(): void {
    this.fail(cancelled());
  }

  onRequestStart(controller: Dispatcher.DispatchController): void {
    this.controller = controller;
    if (this.isOver) return controller.abort(cancelled());
    this.enter("headers", this.request.timeouts.headersMs);
  }

  onResponseStart(_: Dispatcher.DispatchController, status: number, headers: ResponseHead["headers"]): void {
    if (this.isOver || status < 200) return;
    this.enter("idle", this.request.timeouts.idleMs);
    this.sink.onHead({ status, headers });
  }

  onResponseData(_: Dispatcher.DispatchController, chunk: Buffer): void {
    if (this.isOver) return;
    this.receivedBytes += chunk.length;
    if (this.receivedBytes > this.maxBytes) return this.fail(tooLarge(this.request.url.host, this.maxBytes));
    this.stageEndsAtMs = performance.now() + this.request.timeouts.idleMs;
    this.sink.onData(chunk);
  }

  onResponseEnd(): void {
    if (this.isOver) return;
    this.finish();
    this.sink.onEnd();
  }

  onResponseError(_: Dispatcher.DispatchController, error: Error): void {
    this.fail(toOutboundError(error, this.request.url.host, this.stage === "idle"));
  }

  /** Looks whether a limit is over, and sleeps until the earliest moment at which one can be. */
  checkDeadline(): void {
    if (this.isOver) return;
    const now = performance.now();
    const endsAtMs = Math.min(this.stageEndsAtMs, this.totalEndsAtMs);
    // A timer may fire up to a millisecond early.
    if (now >= endsAtMs - 1) {
      return this.fail(timedOut(endsAtMs === this.totalEndsAtMs ? "total" : this.stage, this.request));
    }
    this.timer = setTimeout(checkDeadline, Math.min(endsAtMs - now, this.shortestMs), this);
  }

  private enter(stage: "headers" | "idle", limitMs: number): void {
    this.stage = stage;
    this.stageEndsAtMs = performance.now() + limitMs;
  }

  private fail(error: OutboundError): void {
    if (this.isOver) return;
    this.finish();
    this.sink.onFailure(error);
    this.controller?.abort(error);
  }

  private finish(): void {
    this.isOver = true;
    clearTimeout(this.timer);
    this.request.signal?.removeEventListener("abort", this);
  }
}

const checkDeadline = (exchange: Exchange) => exchange.checkDeadline();
const abandonExchange = (exchange: Exchange) => exchange.abandon();
const cancelled = () => new OutboundError("cancelled", "The call was cancelled");

const tooLarge = (host: string, maxBytes: number) =>
  new OutboundError("too_large", `${host} answered with more than ${maxBytes} bytes`);

const LIMITS: Record<OutboundStage, { key: keyof OutboundTimeouts; missed: string }> = {
  connect: { key: "connectMs", missed: "did not accept a connection" },
  headers: { key: "headersMs", missed: "did not begin to answer" },
  idle: { key: "idleMs", missed: "went silent in the middle of its answer" },
  total: { key: "totalMs", missed: "did not finish" },
};

function timedOut(stage: OutboundStage, { url, timeouts }: OutboundRequest): OutboundError {
  const { key, missed } = LIMITS[stage];
  return new OutboundError("timeout", `${url.host} ${missed} within ${timeouts[key]} ms`, { stage });
}
