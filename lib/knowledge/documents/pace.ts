import { AppError } from "@/lib/platform/errors";
import { READING_TIMEOUT_MS } from "./limits";

/** Work in one piece before others get their turn, milliseconds. */
const STRETCH_MS = 8;

/** Lets other requests through while a long document is read, and ends what takes too long. */
export class Pace {
  readonly #startedMs = performance.now();
  #restedMs = performance.now();

  constructor(
    private readonly signal?: AbortSignal,
    private readonly timeoutMs = READING_TIMEOUT_MS,
  ) {}

  /** Rejects with the signal's reason, or with `timeout` once the document's time is over. */
  async breathe(): Promise<void> {
    this.signal?.throwIfAborted();
    const nowMs = performance.now();
    if (nowMs - this.#startedMs > this.timeoutMs) throw readingTookTooLong(this.timeoutMs);
    if (nowMs - this.#restedMs < STRETCH_MS) return;
    await new Promise((resolve) => setImmediate(resolve));
    this.#restedMs = performance.now();
  }
}

export const readingTookTooLong = (timeoutMs: number) =>
  new AppError("timeout", `The document could not be read within ${Math.round(timeoutMs / 1_000)} s: split it`);
