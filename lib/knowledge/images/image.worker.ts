import { parentPort, workerData } from "node:worker_threads";
import { isAppError, messageOf, type ErrorCode } from "@/lib/platform/errors";
import { decodeImage } from "./decode-image";
import { describePixels } from "./describe-pixels";

export type ImageAnswer = { fingerprint: Float32Array } | { fault: string; code: ErrorCode };

parentPort?.postMessage(answer(workerData as Uint8Array));

function answer(bytes: Uint8Array): ImageAnswer {
  try {
    return { fingerprint: describePixels(decodeImage(bytes)) };
  } catch (error) {
    return { fault: messageOf(error), code: isAppError(error) ? error.code : "internal" };
  }
}
