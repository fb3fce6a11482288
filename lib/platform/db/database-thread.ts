import { Worker } from "node:worker_threads";
import { unavailable } from "@/lib/platform/errors";
import { startSourceWorker } from "@/lib/platform/threads/start-source-worker";
import { cannotOpen } from "./database-folder";
import type { ThreadAnswer, ThreadRequest, ThreadSettings } from "./thread-messages";

type Bytes = Uint8Array<ArrayBuffer>;

/** One life of the thread that holds the embedded database. */
export type DatabaseThread = {
  isAlive: () => boolean;
  /** Sends messages of PostgreSQL's wire protocol; `bytes` belongs to the thread afterwards. */
  send: (bytes: Bytes) => void;
  /** Replaces the receiver of the replies. */
  receive: (onBytes: (bytes: Bytes) => void, onEnd: (error: Error) => void) => void;
  ask: (op: "reset" | "dump" | "close") => Promise<Bytes | undefined>;
  /** Ends it at once, as a crash would. Resolves when the files are free. */
  kill: () => Promise<void>;
};

type Pending = { resolve: (bytes: Bytes | undefined) => void; reject: (error: Error) => void };

/**
 * Opens the embedded database in a thread of its own, so that a slow query never stalls requests. Rejects with
 * `unavailable`, and what to do, when it cannot be opened. When the thread ends later, all that is under way fails
 * with `unavailable`.
 */
export async function startDatabaseThread(settings: ThreadSettings): Promise<DatabaseThread> {
  const worker = startWorker(settings);
  const pending = new Map<number, Pending>();
  let onBytes = (_bytes: Bytes) => {};
  let onEnd = (_error: Error) => {};
  let lastId = 0;
  let isAlive = false;
  let cause: unknown;

  const take = (id: number) => {
    const entry = pending.get(id);
    pending.delete(id);
    return entry;
  };

  await new Promise<void>((resolve, reject) => {
    worker.on("message", (answer: ThreadAnswer) => {
      switch (answer.op) {
        case "opened":
          isAlive = true;
          return resolve();
        case "refused":
          return reject(cannotOpen(settings.folder, answer.message, answer.lastLines));
        case "protocol":
          return onBytes(answer.bytes);
        case "broken":
          cause = new Error(answer.lastLines.join("\n"));
          return;
        case "done":
          return take(answer.id)?.resolve(answer.bytes);
        case "failed":
          return take(answer.id)?.reject(new Error(answer.message));
        default:
          return answer satisfies never;
      }
    });
    worker.on("error", (error) => {
      cause = error;
    });
    worker.on("exit", () => {
      isAlive = false;
      const error = threadEnded(cause);
      reject(error);
      onEnd(error);
      for (const id of [...pending.keys()]) take(id)?.reject(error);
    });
  });

  const post = (request: ThreadRequest, transfer: ArrayBuffer[] = []) => worker.postMessage(request, transfer);

  return {
    isAlive: () => isAlive,
    send: (bytes) => post({ op: "protocol", bytes }, [bytes.buffer]),
    receive: (...listeners) => {
      [onBytes, onEnd] = listeners;
    },
    ask: (op) =>
      new Promise((resolve, reject) => {
        if (!isAlive) return reject(threadEnded(cause));
        const id = ++lastId;
        pending.set(id, { resolve, reject });
        post({ op, id });
      }),
    kill: async () => void (await worker.terminate()),
  };
}

function startWorker(workerData: ThreadSettings): Worker {
  const options = { workerData, name: "database" };
  return process.env.NEXT_RUNTIME
    ? new Worker(new URL("./database.worker.ts", import.meta.url), options)
    : startSourceWorker(new URL("./database.worker.ts", import.meta.url), options);
}

const threadEnded = (cause: unknown) =>
  unavailable("The embedded database has stopped. Its data is kept; try again in a moment", {
    cause,
    retryAfterMs: 2_000,
  });
