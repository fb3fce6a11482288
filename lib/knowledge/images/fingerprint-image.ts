import { Worker } from "node:worker_threads";
import { AppError, invalidInput, tooLarge } from "@/lib/platform/errors";
import { startSourceWorker } from "@/lib/platform/threads/start-source-worker";
import { decodeImage, MAX_PIXELS } from "./decode-image";
import { describePixels } from "./describe-pixels";
import { imageSize } from "./image-size";
import type { ImageAnswer } from "./image.worker";

/** Largest file that is read, bytes. */
const MAX_IMAGE_BYTES = 20_000_000;
/** Larger pictures are decoded in a thread: in this one they would hold up requests for more than some milliseconds. */
const PIXELS_AT_ONCE = 100_000;
const TIMEOUT_MS = 30_000;

/**
 * The fingerprint of a PNG or JPEG; see `imageSimilarity`. Throws `invalid_input` for other formats and damaged files,
 * `too_large` beyond 20 MB or 24 megapixels, `timeout` after half a minute, and the signal's reason.
 */
export async function fingerprintImage(bytes: Uint8Array, signal?: AbortSignal): Promise<Float32Array> {
  signal?.throwIfAborted();
  if (bytes.byteLength > MAX_IMAGE_BYTES)
    throw tooLarge(`The picture is larger than ${MAX_IMAGE_BYTES / 1_000_000} MB`);
  const { width, height } = imageSize(bytes);
  const isSmall = width * height <= PIXELS_AT_ONCE || width * height > MAX_PIXELS;
  return isSmall ? describePixels(decodeImage(bytes)) : inThread(bytes, signal);
}

function inThread(bytes: Uint8Array, signal?: AbortSignal): Promise<Float32Array> {
  const worker = startWorker(bytes);
  return new Promise<Float32Array>((resolve, reject) => {
    const timer = setTimeout(
      () => reject(new AppError("timeout", "The picture could not be read in time")),
      TIMEOUT_MS,
    );
    const cancel = () => reject(signal?.reason as Error);
    signal?.addEventListener("abort", cancel, { once: true });
    worker.once("message", (answer: ImageAnswer) => {
      if ("fault" in answer) reject(new AppError(answer.code, answer.fault));
      else resolve(answer.fingerprint);
    });
    worker.once("error", reject);
    worker.once("exit", () => {
      clearTimeout(timer);
      signal?.removeEventListener("abort", cancel);
      reject(invalidInput("The picture takes too much memory to read"));
    });
  }).finally(() => void worker.terminate());
}

function startWorker(bytes: Uint8Array): Worker {
  const options = { name: "image", workerData: bytes };
  return process.env.NEXT_RUNTIME
    ? new Worker(new URL("./image.worker.ts", import.meta.url), options)
    : startSourceWorker(new URL("./image.worker.ts", import.meta.url), options);
}
