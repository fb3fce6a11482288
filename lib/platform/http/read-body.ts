import { invalidInput } from "../errors";
import { bodyTooLarge, DEFAULT_MAX_BYTES } from "./parse-json";

/**
 * Reads a request's body up to `maxBytes` and stops there: a larger one is never held in memory. Throws `too_large` for
 * it, and `invalid_input` when the sender leaves half-way.
 */
export async function readBody(request: Request, maxBytes: number = DEFAULT_MAX_BYTES): Promise<Uint8Array> {
  if (Number(request.headers.get("content-length") ?? 0) > maxBytes) throw bodyTooLarge(maxBytes);
  if (!request.body) return new Uint8Array();
  const chunks: Uint8Array[] = [];
  let size = 0;
  const reader = request.body.getReader();
  for (;;) {
    const { done, value } = await reader.read().catch((cause: unknown) => {
      throw invalidInput("The connection ended before the body did", { cause });
    });
    if (done) break;
    size += value.byteLength;
    if (size > maxBytes) {
      await reader.cancel().catch(() => {});
      throw bodyTooLarge(maxBytes);
    }
    chunks.push(value);
  }
  return chunks.length === 1 ? chunks[0]! : Buffer.concat(chunks);
}
