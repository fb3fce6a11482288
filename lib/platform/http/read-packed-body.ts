import { promisify } from "node:util";
import { gunzip } from "node:zlib";
import { invalidInput } from "../errors";
import { bodyTooLarge } from "./parse-json";
import { readBody } from "./read-body";

const unpack = promisify(gunzip);

/**
 * A request's body, unpacked when it says `content-encoding: gzip`. Throws `too_large` when it has more than `maxBytes`
 * packed or unpacked, `invalid_input` for another encoding and for what is no gzip.
 */
export async function readPackedBody(request: Request, maxBytes: number): Promise<Uint8Array> {
  const encoding = (request.headers.get("content-encoding") ?? "identity").trim().toLowerCase();
  if (encoding !== "gzip" && encoding !== "identity") {
    throw invalidInput(`\`content-encoding\` is gzip or left out, not ${encoding.slice(0, 40)}`);
  }
  const bytes = await readBody(request, maxBytes);
  if (encoding === "identity") return bytes;
  try {
    return await unpack(bytes, { maxOutputLength: maxBytes });
  } catch (error) {
    if ((error as { code?: string }).code === "ERR_BUFFER_TOO_LARGE") throw bodyTooLarge(maxBytes);
    throw invalidInput("The body says that it is packed with gzip, and is not");
  }
}
