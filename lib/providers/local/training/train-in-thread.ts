import { Worker } from "node:worker_threads";
import { AppError, invalidInput } from "@/lib/platform/errors";
import { startSourceWorker } from "@/lib/platform/threads/start-source-worker";
import { needsEmbedding, type ClassifierKind, type LabelledText } from "../classifiers";
import type { MeasuredModel } from "./measured-model";
import type { TrainerAnswer, TrainerRequest, TrainingProgress } from "./messages";

/** Fewer cannot be split into a part to learn from and a part to measure on. */
const MIN_EXAMPLES = 10;

/** Rows of one message: copying them takes about a millisecond. */
const ROWS_AT_ONCE = 1_000;

/** Texts embedded between two reports of progress. */
const TEXTS_AT_ONCE = 64;

export type TrainInThreadOptions = {
  examples: readonly LabelledText[];
  /** Each at most once; models come back in this order. */
  classifiers: readonly ClassifierKind[];
  /** The same examples, classifiers, share and seed give the same artefacts. */
  seed: number;
  /** Share of each label's examples that the models are measured on, above 0 and below 1. */
  validationShare: number;
  /** Measures a learning curve, too. (Default: false) */
  hasCurve?: boolean | undefined;
  /** Looks for better settings first, at most so many seconds. (Default: null, the usual settings.) */
  searchSeconds?: number | null | undefined;
  /** Only called when a classifier needs embeddings; one vector per text, in order, all of one length. */
  embed: (texts: string[]) => Promise<readonly Float32Array[]>;
  onProgress?: (progress: TrainingProgress) => void;
  signal?: AbortSignal;
};

/**
 * Trains classifiers in a thread of its own, so that this one goes on serving. Rejects with the signal's reason as
 * soon as it fires, with `invalid_input` for examples that cannot be learnt from, and with `internal` when the thread
 * breaks; the thread is gone in every case.
 */
export async function trainInThread(options: TrainInThreadOptions): Promise<MeasuredModel[]> {
  requireTrainable(options);
  options.signal?.throwIfAborted();
  const worker = startWorker();
  const ended = new AbortController();
  try {
    return await new Promise<MeasuredModel[]>((resolve, reject) => {
      options.signal?.addEventListener("abort", () => reject(options.signal?.reason as Error), {
        signal: ended.signal,
      });
      receive(worker, options.onProgress ?? (() => {}), resolve, reject);
      feed(worker, options, ended.signal).catch(reject);
    });
  } finally {
    ended.abort();
    await worker.terminate();
  }
}

function receive(
  worker: Worker,
  onProgress: (progress: TrainingProgress) => void,
  resolve: (models: MeasuredModel[]) => void,
  reject: (error: Error) => void,
): void {
  const models: MeasuredModel[] = [];
  worker.on("message", (answer: TrainerAnswer) => {
    switch (answer.op) {
      case "progress":
        return onProgress(answer.progress);
      case "model":
        return void models.push(answer.model);
      case "done":
        return resolve(models);
      case "failed":
        return reject(answer.isInvalidInput ? invalidInput(answer.message) : broken(new Error(answer.message)));
      default:
        answer satisfies never;
    }
  });
  worker.on("error", (error) => reject(broken(error)));
  worker.on("exit", (code) => reject(broken(new Error(`The thread ended with code ${code}`))));
}

/** Sends everything in small parts, so that no message holds this thread up. */
async function feed(worker: Worker, options: TrainInThreadOptions, ended: AbortSignal): Promise<void> {
  const { examples, classifiers, seed, validationShare, hasCurve = false, searchSeconds = null, onProgress } = options;
  const post = (request: TrainerRequest, transfer: ArrayBuffer[] = []) => worker.postMessage(request, transfer);
  for (let at = 0; at < examples.length; at += ROWS_AT_ONCE) {
    post({ op: "rows", rows: examples.slice(at, at + ROWS_AT_ONCE).map(({ text, label }) => ({ text, label })) });
    await new Promise((resolve) => setImmediate(resolve));
  }
  if (classifiers.some(needsEmbedding)) {
    for (let at = 0; at < examples.length && !ended.aborted; at += TEXTS_AT_ONCE) {
      onProgress?.({ step: "Embedding the examples", done: at, total: examples.length });
      const vectors = await options.embed(examples.slice(at, at + TEXTS_AT_ONCE).map(({ text }) => text));
      const dimensions = vectors[0]?.length ?? 0;
      const joined = new Float32Array(vectors.length * dimensions);
      vectors.forEach((vector, index) => joined.set(vector, index * dimensions));
      post({ op: "vectors", vectors: joined, dimensions }, [joined.buffer]);
    }
  }
  post({ op: "train", classifiers: [...classifiers], seed, validationShare, hasCurve, searchSeconds });
}

function requireTrainable({ examples, classifiers, validationShare }: TrainInThreadOptions): void {
  if (classifiers.length === 0) throw invalidInput("Choose at least one model to train", { field: "classifiers" });
  if (!(validationShare > 0 && validationShare < 1)) {
    throw invalidInput("`validationShare` is a share above 0 and below 1, such as 0.2", { field: "validationShare" });
  }
  if (examples.length < MIN_EXAMPLES) {
    throw invalidInput(`Training needs at least ${MIN_EXAMPLES} examples, and there are ${examples.length}`, {
      field: "examples",
    });
  }
  const labels = new Set(examples.map(({ label }) => label));
  if (labels.size < 2) {
    throw invalidInput(`Training needs at least two labels, and all examples have \`${[...labels][0]}\``, {
      field: "examples",
    });
  }
}

function startWorker(): Worker {
  const options = { name: "training" };
  return process.env.NEXT_RUNTIME
    ? new Worker(new URL("./train.worker.ts", import.meta.url), options)
    : startSourceWorker(new URL("./train.worker.ts", import.meta.url), options);
}

const broken = (cause: Error): AppError =>
  new AppError("internal", `The training broke off: ${cause.message}`, { cause });
