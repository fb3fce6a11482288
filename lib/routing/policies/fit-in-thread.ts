import { Worker } from "node:worker_threads";
import { AppError, invalidInput } from "@/lib/platform/errors";
import { startSourceWorker } from "@/lib/platform/threads/start-source-worker";
import type { FitOptions, ScoredPrompt } from "../learned/types";
import type { CurrentPolicy, FitAnswer, FitRequest, LearntPolicy } from "./fit-messages";

/** Prompts of one message. */
const PROMPTS_AT_ONCE = 64;

export type FitInThreadOptions = {
  prompts: readonly ScoredPrompt[];
  options: FitOptions;
  current: CurrentPolicy | null;
  /** One vector a text, all of one length; rejects when the encoder is off. */
  embed: (texts: string[]) => Promise<readonly Float32Array[]>;
  onProgress: (progress: { step: string; done: number; total: number | null }) => void;
  signal: AbortSignal;
};

/**
 * Learns in a thread of its own, so that this one goes on serving. Rejects with the signal's reason as soon as it fires,
 * with `invalid_input` for prompts that nothing can be learnt from, and with `internal` when the thread breaks; the
 * thread is gone in every case.
 */
export async function fitInThread(options: FitInThreadOptions): Promise<LearntPolicy> {
  options.signal.throwIfAborted();
  const worker = startWorker();
  const ended = new AbortController();
  try {
    return await new Promise<LearntPolicy>((resolve, reject) => {
      options.signal.addEventListener("abort", () => reject(options.signal.reason as Error), { signal: ended.signal });
      receive(worker, options, resolve, reject);
      feed(worker, options, ended.signal).catch(reject);
    });
  } finally {
    ended.abort();
    await worker.terminate();
  }
}

function receive(
  worker: Worker,
  { prompts, onProgress }: FitInThreadOptions,
  resolve: (learnt: LearntPolicy) => void,
  reject: (error: Error) => void,
): void {
  worker.on("message", (answer: FitAnswer) => {
    switch (answer.op) {
      case "step":
        return onProgress({ step: answer.step, done: prompts.length, total: null });
      case "done":
        return resolve(answer.learnt);
      case "failed":
        return reject(answer.isInvalidInput ? invalidInput(answer.message) : broken(new Error(answer.message)));
      default:
        answer satisfies never;
    }
  });
  worker.on("error", (error) => reject(broken(error)));
  worker.on("exit", (code) => reject(broken(new Error(`The thread ended with code ${code}`))));
}

/** Sends the prompts in small parts with their vectors, so that no message holds this thread up. */
async function feed(worker: Worker, input: FitInThreadOptions, ended: AbortSignal): Promise<void> {
  const { prompts, options, current, onProgress } = input;
  const post = (request: FitRequest, transfer: ArrayBuffer[] = []) => worker.postMessage(request, transfer);
  for (let at = 0; at < prompts.length && !ended.aborted; at += PROMPTS_AT_ONCE) {
    onProgress({ step: "Embedding the prompts", done: at, total: prompts.length });
    const part = prompts.slice(at, at + PROMPTS_AT_ONCE);
    const vectors = await input.embed(part.map(({ prompt }) => prompt));
    const dimensions = vectors[0]?.length ?? 0;
    const joined = new Float32Array(vectors.length * dimensions);
    vectors.forEach((vector, index) => joined.set(vector, index * dimensions));
    post({ op: "prompts", prompts: part, vectors: joined, dimensions }, [joined.buffer]);
  }
  post({ op: "fit", options, current });
}

function startWorker(): Worker {
  const options = { name: "routing-policy" };
  return process.env.NEXT_RUNTIME
    ? new Worker(new URL("./fit.worker.ts", import.meta.url), options)
    : startSourceWorker(new URL("./fit.worker.ts", import.meta.url), options);
}

const broken = (cause: Error): AppError =>
  new AppError("internal", `The learning broke off: ${cause.message}`, { cause });
