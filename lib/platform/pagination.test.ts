import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { z } from "zod";
import { decodeCursor, encodeCursor, page, PageQuery } from "./pagination";

describe("cursors", () => {
  it("give back any key, and are safe in a URL", () => {
    const Key = z.tuple([z.string(), z.number()]);
    fc.assert(
      fc.property(fc.string({ unit: "grapheme" }), fc.integer(), (text, number) => {
        const cursor = encodeCursor([text, number]);
        expect(encodeURIComponent(cursor)).toBe(cursor);
        expect(decodeCursor(cursor, Key)).toEqual([text, number]);
      }),
    );
  });

  it("are refused as bad input when nobody made them", () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        expect(() => decodeCursor(text, z.object({ neverThere: z.string() }))).toThrow(
          /`cursor` is not a `nextCursor`/,
        );
      }),
    );
  });

  it("are not needed for the first page", () => {
    expect(decodeCursor(undefined, z.string())).toBeNull();
  });
});

describe("page", () => {
  const read = (all: readonly number[], limit: number, cursor?: string) => {
    const after = decodeCursor(cursor, z.number());
    const rows = all.filter((row) => after === null || row > after).slice(0, limit + 1);
    return page({ rows, limit, cursorOf: (row) => row });
  };

  it("leads through every row exactly once, whatever the limit", () => {
    fc.assert(
      fc.property(fc.uniqueArray(fc.integer()), fc.integer({ min: 1, max: 20 }), (values, limit) => {
        const all = values.sort((one, other) => one - other);
        const seen: number[] = [];
        let cursor: string | undefined;
        do {
          const { items, nextCursor } = read(all, limit, cursor);
          seen.push(...items);
          cursor = nextCursor ?? undefined;
        } while (cursor);
        expect(seen).toEqual(all);
      }),
    );
  });

  it("offers no next page when the rows end with this one", () => {
    expect(read([1, 2, 3], 3)).toEqual({ items: [1, 2, 3], nextCursor: null });
  });
});

describe("PageQuery", () => {
  it("takes 50 rows unless told, and between 1 and 200", () => {
    expect(PageQuery.parse({}).limit).toBe(50);
    expect(PageQuery.parse({ limit: "200" }).limit).toBe(200);
    for (const limit of ["0", "201", "1.5", "many"]) expect(PageQuery.safeParse({ limit }).success, limit).toBe(false);
  });
});
