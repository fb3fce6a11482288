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
export function newId(atMs: number = Date.now()): string {
  const time = atMs.toString(16).padStart(12, "0");
  const random = tenRandomBytes().toString("hex");
  const variant = "89ab"[parseInt(random[3]!, 16) & 3]!;
  return `${time.slice(0, 8)}-${time.slice(8)}-7${random.slice(0, 3)}-${variant}${random.slice(4, 7)}-${random.slice(7, 19)}`;
}

/** The id before all that were made at this time or later. Times before 1970 count as 1970. */
export function firstIdOf(at: Date): string {
  const time = Math.max(0, at.getTime()).toString(16).padStart(12, "0");
  return `${time.slice(0, 8)}-${time.slice(8, 12)}-0000-0000-000000000000`;
}

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

/** Whether the text can be an id of ours; ask before it reaches a `uuid` column. */
export const isId = (text: string): boolean => UUID.test(text);
