import { bodyTooLarge, DEFAULT_MAX_BYTES } from "./parse-json";

/** Reads a request's body up to `maxBytes` and stops there: a larger one is never held in memory. */
export async function readBody(request: Request, maxBytes: number = DEFAULT_MAX_BYTES): Promise<Uint8Array> {
  if (Number(request.headers.get("content-length") ?? 0) > maxBytes) throw bodyTooLarge(maxBytes);
  if (!request.body) return new Uint8Array();
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of request.body as unknown as AsyncIterable<Uint8Array>) {
    size += chunk.byteLength;
    if (size > maxBytes) throw bodyTooLarge(maxBytes);
    chunks.push(chunk);
  }
  return chunks.length === 1 ? chunks[0]! : Buffer.concat(chunks);
}
