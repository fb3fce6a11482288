import { randomBytes } from "node:crypto";

let pool = Buffer.alloc(0);
let offset = 0;

/** Ten random bytes from a pool: one system call serves 400 ids. */
function tenRandomBytes(): Buffer {
  if (offset + 10 > pool.length) {
    pool = randomBytes(4_000);
    offset = 0;
  }
  offset += 10;
  return pool.subarray(offset - 10, offset);
}

/** A UUID version 7 (RFC 9562): sorts by its creation time, `atMs` milliseconds since 1970. */
export const newId = (atMs: number = Date.now()): string => formatId(atMs, tenRandomBytes());

/** The same with ten bytes of a hash in the place of chance, so that equal content has an equal end (`idEnd`). */
export const derivedId = (atMs: number, hash: Uint8Array): string => formatId(atMs, Buffer.from(hash.subarray(0, 10)));

/** The part of an id that does not say when it was made. */
export const idEnd = (id: string): string => id.slice(ID_TIME_LENGTH);
const ID_TIME_LENGTH = "00000000-0000-".length;

function formatId(atMs: number, tenBytes: Buffer): string {
  const time = atMs.toString(16).padStart(12, "0");
  const rest = tenBytes.toString("hex");
  const variant = "89ab"[parseInt(rest[3]!, 16) & 3]!;
  return `${time.slice(0, 8)}-${time.slice(8)}-7${rest.slice(0, 3)}-${variant}${rest.slice(4, 7)}-${rest.slice(7, 19)}`;
}

/** The id before all that were made at this time or later. Times before 1970 count as 1970. */
export function firstIdOf(at: Date): string {
  const time = Math.max(0, at.getTime()).toString(16).padStart(12, "0");
  return `${time.slice(0, 8)}-${time.slice(8, 12)}-0000-0000-000000000000`;
}

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

/** Whether the text can be an id of ours; ask before it reaches a `uuid` column. */
export const isId = (text: string): boolean => UUID.test(text);
