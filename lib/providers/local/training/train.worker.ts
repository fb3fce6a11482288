import { parentPort } from "node:worker_threads";
import { isAppError, messageOf } from "@/lib/platform/errors";
import type { LabelledText } from "../classifiers";
import type { TrainerAnswer, TrainerRequest } from "./messages";
import { trainAndMeasure } from "./train-and-measure";

const PROGRESS_EVERY_MS = 100;

const NAMES = {
  nb: "naive Bayes",
  tfidf: "TF-IDF",
  encoder: "the sentence encoder's classifier",
  nearest: "the nearest examples",
} as const;

const port = parentPort;
if (!port) throw new Error("train.worker.ts runs as a worker thread only");

const rows: LabelledText[] = [];
const embeddings: Float32Array[] = [];

port.on("message", (request: TrainerRequest) => {
  switch (request.op) {
    case "rows":
      rows.push(...request.rows);
      return;
    case "vectors":
      for (let at = 0; at < request.vectors.length; at += request.dimensions) {
        embeddings.push(request.vectors.subarray(at, at + request.dimensions));
      }
      return;
    case "train":
      train(request);
      return;
    default:
      request satisfies never;
  }
});

type TrainRequest = Extract<TrainerRequest, { op: "train" }>;

function train({ classifiers, seed, validationShare, hasCurve, searchSeconds }: TrainRequest): void {
  let lastMs = -Infinity;
  try {
    const models = trainAndMeasure({
      rows,
      ...(embeddings.length > 0 ? { embeddings } : {}),
      classifiers,
      seed,
      validationShare,
      hasCurve,
      searchSeconds,
      onTry: ({ member, done, total }) =>
        post({ op: "progress", progress: { step: "Trying settings", done, total, classifier: member } }),
      onProgress: ({ member, share, learningFrom }) => {
        if (performance.now() - lastMs < PROGRESS_EVERY_MS) return;
        lastMs = performance.now();
        const step = `Training ${NAMES[member]} on ${learningFrom} examples`;
        post({ op: "progress", progress: { step, done: Math.floor(share * 100), total: 100, classifier: member } });
      },
    });
    for (const model of models) post({ op: "model", model }, [model.artefact.buffer]);
    post({ op: "done" });
  } catch (error) {
    post({
      op: "failed",
      isInvalidInput: isAppError(error) && error.code === "invalid_input",
      message: messageOf(error),
    });
  }
}

function post(answer: TrainerAnswer, transfer: ArrayBuffer[] = []): void {
  port?.postMessage(answer, transfer);
}
