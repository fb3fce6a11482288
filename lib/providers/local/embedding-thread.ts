import { Worker } from "node:worker_threads";
import { unavailable } from "@/lib/platform/errors";
import { startSourceWorker } from "@/lib/platform/threads/start-source-worker";

export type EmbedQuestion = { id: number; texts: string[] };
export type EmbedAnswer = ({ id: number } & EmbeddedBatch) | { id: number; message: string };

type EmbeddedBatch = {
  /** One vector after the other. */
  vectors: Float32Array<ArrayBuffer>;
  /** How long the thread worked on it, milliseconds; waiting and loading are left out. */
  busyMs: number;
};

/** The thread in which the sentence encoder runs. It loads the model (0.3 s, 130 MB) with the first question. */
export type EmbeddingThread = {
  /** False once the thread has ended, for whatever reason; it never comes back. */
  isAlive(): boolean;
  /** Rejects with `unavailable` when the thread ends before the answer. */
  ask(texts: string[]): Promise<EmbeddedBatch>;
  end(): Promise<void>;
};

type Waiting = { resolve: (batch: EmbeddedBatch) => void; reject: (error: unknown) => void };

export function startEmbeddingThread(): EmbeddingThread {
  const worker = startWorker();
  const pending = new Map<number, Waiting>();
  let lastId = 0;
  let isAlive = true;
  let cause: unknown;

  worker.on("message", (answer: EmbedAnswer) => {
    const waiting = pending.get(answer.id);
    pending.delete(answer.id);
    // An idle thread does not keep the process from ending.
    if (pending.size === 0) worker.unref();
    if ("vectors" in answer) waiting?.resolve(answer);
    else waiting?.reject(new Error(`The sentence encoder failed: ${answer.message}`));
  });
  worker.on("error", (error) => (cause = error));
  worker.on("exit", () => {
    isAlive = false;
    for (const { reject } of pending.values()) reject(threadEnded(cause));
    pending.clear();
  });
  worker.unref();

  return {
    isAlive: () => isAlive,
    ask: (texts) =>
      new Promise((resolve, reject) => {
        if (!isAlive) return reject(threadEnded(cause));
        const id = ++lastId;
        pending.set(id, { resolve, reject });
        worker.ref();
        worker.postMessage({ id, texts } satisfies EmbedQuestion);
      }),
    end: async () => void (await worker.terminate()),
  };
}

function startWorker(): Worker {
  const options = { name: "embedder" };
  return process.env.NEXT_RUNTIME
    ? new Worker(new URL("./embedder.worker.ts", import.meta.url), options)
    : startSourceWorker(new URL("./embedder.worker.ts", import.meta.url), options);
}

const threadEnded = (cause: unknown) =>
  unavailable("The sentence encoder has stopped; it starts again with the next request", {
    cause,
    retryAfterMs: 2_000,
  });
