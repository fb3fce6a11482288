import type { Exchange, ResponseSink } from "./exchange";
import { OutboundError } from "./outbound-error";
import type { ResponseBody } from "./outbound-types";

/** Unread bytes at which the upstream is asked to wait. */
const HIGH_WATER_BYTES = 256 * 1024;
const DRAIN_BYTES = 64 * 1024;
const DRAIN_MS = 1_000;

type Waiting = { resolve: (result: IteratorResult<Buffer>) => void; reject: (error: OutboundError) => void };

/** Queue between the socket and one reader, with back-pressure. */
export class ByteStream
  implements ResponseBody, AsyncIterator<Buffer>, Pick<ResponseSink, "onData" | "onEnd" | "onFailure">
{
  private chunks: Buffer[] = [];
  private queuedBytes = 0;
  private waiting: Waiting | null = null;
  private hasEnded = false;
  private isDiscarding = false;
  private failure: OutboundError | null = null;

  constructor(private readonly exchange: Exchange) {}

  [Symbol.asyncIterator](): this {
    return this;
  }

  next(): Promise<IteratorResult<Buffer>> {
    const chunk = this.chunks.shift();
    if (chunk) {
      const wasFull = this.queuedBytes >= HIGH_WATER_BYTES;
      this.queuedBytes -= chunk.length;
      if (wasFull && this.queuedBytes < HIGH_WATER_BYTES && !this.hasEnded) this.exchange.resume();
      return Promise.resolve({ done: false, value: chunk });
    }
    if (this.failure) return Promise.reject(this.failure);
    if (this.hasEnded) return Promise.resolve({ done: true, value: undefined });
    return new Promise((resolve, reject) => {
      this.waiting = { resolve, reject };
    });
  }

  return(): Promise<IteratorResult<Buffer>> {
    if (!this.hasEnded && !this.isDiscarding) this.exchange.abandon();
    this.hasEnded = true;
    this.chunks = [];
    return Promise.resolve({ done: true, value: undefined });
  }

  async collect(maxBytes: number): Promise<Buffer> {
    const parts: Buffer[] = [];
    let size = 0;
    for await (const chunk of this) {
      size += chunk.length;
      if (size > maxBytes) throw new OutboundError("too_large", `The answer is longer than ${maxBytes} bytes`);
      parts.push(chunk);
    }
    return Buffer.concat(parts, size);
  }

  drain(): void {
    if (this.hasEnded) return;
    this.isDiscarding = true;
    this.chunks = [];
    this.exchange.discardRest(DRAIN_BYTES, DRAIN_MS);
  }

  onData(chunk: Buffer): void {
    if (this.isDiscarding) return;
    if (this.waiting) {
      const { resolve } = this.waiting;
      this.waiting = null;
      return resolve({ done: false, value: chunk });
    }
    this.chunks.push(chunk);
    this.queuedBytes += chunk.length;
    if (this.queuedBytes >= HIGH_WATER_BYTES) this.exchange.pause();
  }

  onEnd(): void {
    this.hasEnded = true;
    this.waiting?.resolve({ done: true, value: undefined });
    this.waiting = null;
  }

  onFailure(error: OutboundError): void {
    this.hasEnded = true;
    this.failure = error;
    if (error.kind === "cancelled") this.chunks = [];
    this.waiting?.reject(error);
    this.waiting = null;
  }
}
