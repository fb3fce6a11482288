import { parentPort, workerData } from "node:worker_threads";
import { extractPdf } from "./extract-pdf";
import type { PdfAnswer } from "./pdf-protocol";

const port = parentPort;
if (!port) throw new Error("pdf.worker.ts runs as a worker thread only");

void extractPdf(workerData as Uint8Array).then((answer: PdfAnswer) => port.postMessage(answer));
