/** What the encoder says of one text. */
export type Embedded = {
  vector: Float32Array;
  /** The text's share of its batch's computing time, milliseconds. */
  cpuMs: number;
};

/** Texts a request of a person or program has at most; longer lists are bulk work and may wait. */
const LIVE_TEXTS = 8;

/** Larger batches are no faster per text, and a live request waits until the running one is done. */
const BATCH = 16;

type Item = {
  text: string;
  signal: AbortSignal | undefined;
  resolve: (embedded: Embedded) => void;
  reject: (error: unknown) => void;
};

/**
 * Orders the work of one encoder: one batch at a time, live requests before bulk ones and never in one batch with
 * them. What arrives while a batch runs is put together into the next.
 */
export class EmbeddingQueue {
  readonly #live: Item[] = [];
  readonly #bulk: Item[] = [];
  #isRunning = false;

  /** `run` gets at most 16 different texts and answers for each, in order. */
  constructor(private readonly run: (texts: string[]) => Promise<Embedded[]>) {}

  /** Rejects with the signal's reason as soon as it fires; texts of it that were not begun are left out. */
  add(texts: readonly string[], signal?: AbortSignal): Promise<Embedded[]> {
    if (signal?.aborted) return Promise.reject(signal.reason as Error);
    const queue = texts.length <= LIVE_TEXTS ? this.#live : this.#bulk;
    const answers = texts.map(
      (text) => new Promise<Embedded>((resolve, reject) => queue.push({ text, signal, resolve, reject })),
    );
    // After this turn of the event loop, so that requests that arrive together share a batch.
    setImmediate(() => void this.#work());
    return untilAborted(Promise.all(answers), signal);
  }

  async #work(): Promise<void> {
    if (this.#isRunning) return;
    this.#isRunning = true;
    for (let items = this.#next(); items.length > 0; items = this.#next()) await this.#runBatch(items);
    this.#isRunning = false;
  }

  #next(): Item[] {
    for (const queue of [this.#live, this.#bulk]) {
      const items: Item[] = [];
      while (items.length < BATCH && queue.length > 0) {
        const item = queue.shift()!;
        if (item.signal?.aborted) item.reject(item.signal.reason);
        else items.push(item);
      }
      if (items.length > 0) return items;
    }
    return [];
  }

  async #runBatch(items: Item[]): Promise<void> {
    const texts = [...new Set(items.map(({ text }) => text))];
    try {
      const answers = await this.run(texts);
      const answerOf = new Map(texts.map((text, index) => [text, answers[index]!]));
      for (const { text, resolve } of items) resolve(answerOf.get(text)!);
    } catch (error) {
      for (const { reject } of items) reject(error);
    }
  }
}

function untilAborted<T>(work: Promise<T>, signal: AbortSignal | undefined): Promise<T> {
  if (!signal) return work;
  return new Promise((resolve, reject) => {
    const abort = () => reject(signal.reason as Error);
    signal.addEventListener("abort", abort, { once: true });
    work.then(resolve, reject).finally(() => signal.removeEventListener("abort", abort));
  });
}
