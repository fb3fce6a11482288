import { z } from "zod";
import { invalidInput } from "./errors";

/** What every list takes: how many rows, and where the page before it ended. */
export const PageQuery = z.object({
  limit: z.coerce
    .number({ error: "must be a whole number from 1 to 200" })
    .int("must be a whole number from 1 to 200")
    .min(1, "must be at least 1")
    .max(200, "must be at most 200")
    .default(50),
  cursor: z.string().max(2_000, "must be a `nextCursor` of an earlier answer").optional(),
});
export type PageQuery = z.infer<typeof PageQuery>;

export type Page<Row> = { items: Row[]; nextCursor: string | null };

/**
 * One page from `limit + 1` rows: the extra row says whether there is a next page and is left out. `cursorOf` names
 * the sort key of a row; the next page starts after it.
 */
export function page<Row>(options: {
  rows: readonly Row[];
  limit: number;
  cursorOf: (row: Row) => unknown;
}): Page<Row> {
  const items = options.rows.slice(0, options.limit);
  const last = items.at(-1);
  const hasMore = options.rows.length > options.limit && last !== undefined;
  return { items, nextCursor: hasMore ? encodeCursor(options.cursorOf(last)) : null };
}

/** A sort key as an opaque text that is safe in a URL. */
export function encodeCursor(key: unknown): string {
  const bytes = new TextEncoder().encode(JSON.stringify(key));
  const binary = Array.from(bytes, (byte) => String.fromCharCode(byte)).join("");
  return btoa(binary).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
}

/** The sort key of a cursor, or null without one. Throws `invalid_input` for anything that `page` did not make. */
export function decodeCursor<Key>(cursor: string | undefined, schema: z.ZodType<Key>): Key | null {
  if (cursor === undefined) return null;
  const parsed = schema.safeParse(parse(cursor));
  if (parsed.success) return parsed.data;
  throw invalidInput("`cursor` is not a `nextCursor` of this list; leave it out to start from the first page", {
    field: "cursor",
  });
}

function parse(cursor: string): unknown {
  try {
    const binary = atob(cursor.replaceAll("-", "+").replaceAll("_", "/"));
    const bytes = Uint8Array.from(binary, (character) => character.charCodeAt(0));
    return JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(bytes));
  } catch {
    return undefined;
  }
}
