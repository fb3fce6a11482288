import { createInflate } from "node:zlib";
import { invalidInput, tooLarge } from "@/lib/platform/errors";
import { MAX_UNPACKED_PDF_BYTES, MAX_UNPACKED_STREAM_BYTES } from "./limits";

/** Readers look for the signature within the first kilobyte. */
const SIGNATURE_WITHIN = 1_024;

/**
 * Refuses what is no PDF, what is protected, and what would fill the memory once unpacked. Protected files are refused
 * even when they open without a password: their streams cannot be looked at before. Streams under several filters are
 * left to the watch over the thread's memory.
 */
export async function checkPdf(bytes: Uint8Array): Promise<void> {
  const file = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (!file.subarray(0, SIGNATURE_WITHIN).includes("%PDF-")) {
    throw invalidInput("The file is no PDF, although its name or type says so");
  }
  if (/\/Encrypt[\s<[/\d]/.test(file.toString("latin1"))) {
    throw invalidInput("The PDF is protected by a password or by rights: send a copy without protection");
  }
  let left = MAX_UNPACKED_PDF_BYTES;
  for (const start of streamStarts(file)) {
    left -= await unpackedBytes(file.subarray(start), Math.min(left, MAX_UNPACKED_STREAM_BYTES));
  }
}

/** Where the data of each stream begins: behind `stream` and the end of its line. */
function* streamStarts(file: Buffer): Generator<number> {
  for (let at = file.indexOf("stream"); at !== -1; at = file.indexOf("stream", at + 6)) {
    if (file.toString("latin1", Math.max(0, at - 3), at) === "end") continue;
    let start = at + 6;
    if (file[start] === 0x0d) start += 1;
    if (file[start] === 0x0a) start += 1;
    if (isDeflated(file, start)) yield start;
  }
}

/** The two bytes that every zlib stream begins with (RFC 1950, 2.2). */
function isDeflated(file: Buffer, at: number): boolean {
  const [method = 0, flags = 0] = file.subarray(at, at + 2);
  return (method & 0x0f) === 8 && (method * 256 + flags) % 31 === 0;
}

/** How large it becomes, without keeping it; what is broken counts as far as it goes. Throws `too_large` beyond `limit`. */
function unpackedBytes(packed: Uint8Array, limit: number): Promise<number> {
  return new Promise((resolve, reject) => {
    let size = 0;
    const inflating = createInflate();
    inflating.on("data", (chunk: Buffer) => {
      size += chunk.byteLength;
      if (size <= limit) return;
      reject(tooLarge("The PDF becomes too large when it is unpacked: split it, or save it again without pictures"));
      inflating.destroy();
    });
    inflating.once("end", () => resolve(size));
    inflating.once("error", () => resolve(size));
    inflating.end(packed);
  });
}
