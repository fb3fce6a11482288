import { Worker } from "node:worker_threads";
import { invalidInput, tooLarge } from "@/lib/platform/errors";
import { startSourceWorker } from "@/lib/platform/threads/start-source-worker";
import { checkPdf } from "./check-pdf";
import { DocumentBuilder } from "./document-builder";
import { MAX_PDF_MEMORY_BYTES } from "./limits";
import { readingTookTooLong } from "./pace";
import type { PdfAnswer, PdfContent } from "./pdf-protocol";
import type { RawDocument } from "./raw-document";

type Limits = {
  signal?: AbortSignal;
  timeoutMs: number;
  /** By how much the process may grow meanwhile. (Default: 700 MB) */
  maxMemoryBytes?: number;
};

/**
 * The text of a PDF, a section per page, its path from the outline. Read in a thread of its own, which ends with the
 * document, the time or the signal, so that a hostile file stops nobody. Throws `invalid_input` for what is protected,
 * broken, a bomb, or only pictures of text.
 */
export async function readPdf(bytes: Uint8Array, limits: Limits): Promise<RawDocument> {
  await checkPdf(bytes);
  const { title, pages } = await readInThread(bytes, limits);
  const builder = new DocumentBuilder();
  for (const { path, number, text } of pages) {
    builder.open({ path, page: number });
    builder.write(text);
  }
  const document = builder.finish();
  if (document.sections.length === 0) {
    throw invalidInput("The PDF holds pictures of pages, but no text: run text recognition (OCR) on it first");
  }
  return { ...document, title, pages: pages.length };
}

function readInThread(
  bytes: Uint8Array,
  { signal, timeoutMs, maxMemoryBytes = MAX_PDF_MEMORY_BYTES }: Limits,
): Promise<PdfContent> {
  signal?.throwIfAborted();
  const worker = startWorker(bytes);
  return new Promise<PdfContent>((resolve, reject) => {
    const timer = setTimeout(() => reject(readingTookTooLong(timeoutMs)), timeoutMs);
    const cancel = () => reject(signal?.reason as Error);
    const watch = watchMemory(maxMemoryBytes, () =>
      reject(tooLarge("The PDF takes too much memory to read: split it")),
    );
    signal?.addEventListener("abort", cancel, { once: true });
    worker.once("message", (answer: PdfAnswer) => {
      if ("fault" in answer) reject(invalidInput(answer.fault));
      else resolve(answer);
    });
    worker.once("error", (cause) => reject(unreadable(cause)));
    worker.once("exit", () => {
      clearTimeout(timer);
      clearInterval(watch);
      signal?.removeEventListener("abort", cancel);
      reject(unreadable());
    });
  }).finally(() => void worker.terminate());
}

/** Limits of a thread do not count what its streams hold, so the whole process is looked at. */
function watchMemory(maxBytes: number, onTooMuch: () => void): NodeJS.Timeout {
  const before = process.memoryUsage.rss();
  return setInterval(() => {
    if (process.memoryUsage.rss() - before > maxBytes) onTooMuch();
  }, MEMORY_LOOK_MS);
}

const unreadable = (cause?: unknown) =>
  invalidInput("The PDF is damaged or too complicated and cannot be read", { cause });

const MEMORY_LOOK_MS = 25;

/** Memory of the thread's own objects, megabytes. */
const MAX_HEAP_MB = 512;

function startWorker(bytes: Uint8Array): Worker {
  const options = { name: "pdf", workerData: bytes, resourceLimits: { maxOldGenerationSizeMb: MAX_HEAP_MB } };
  return process.env.NEXT_RUNTIME
    ? new Worker(new URL("./pdf.worker.ts", import.meta.url), options)
    : startSourceWorker(new URL("./pdf.worker.ts", import.meta.url), options);
}
