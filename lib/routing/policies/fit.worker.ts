import { parentPort } from "node:worker_threads";
import { isAppError, messageOf } from "@/lib/platform/errors";
import type { ScoredPrompt } from "../learned/types";
import { fitAndCompare } from "./fit-and-compare";
import type { FitAnswer, FitRequest } from "./fit-messages";

const port = parentPort;
if (!port) throw new Error("fit.worker.ts runs as a worker thread only");

const prompts: ScoredPrompt[] = [];
const embeddings: (Float32Array | null)[] = [];

port.on("message", (request: FitRequest) => {
  switch (request.op) {
    case "prompts":
      prompts.push(...request.prompts);
      request.prompts.forEach((_, index) => {
        const from = index * request.dimensions;
        embeddings.push(request.vectors?.subarray(from, from + request.dimensions) ?? null);
      });
      return;
    case "fit":
      fit(request);
      return;
    default:
      request satisfies never;
  }
});

function fit({ options, current }: Extract<FitRequest, { op: "fit" }>): void {
  try {
    const onStep = (step: string) => post({ op: "step", step });
    post({ op: "done", learnt: fitAndCompare({ prompts, embeddings, options, current, onStep }) });
  } catch (error) {
    post({
      op: "failed",
      isInvalidInput: isAppError(error) && error.code === "invalid_input",
      message: messageOf(error),
    });
  }
}

function post(answer: FitAnswer): void {
  port?.postMessage(answer);
}
