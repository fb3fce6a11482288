import { describe, expect, it } from "vitest";
import { seededRandom } from "@/lib/platform/seeded-random";
import { scanNearest } from "./scan-nearest";

const DIMENSIONS = 19;

function rowsOf(count: number) {
  const random = seededRandom(count + 1);
  const values = Float32Array.from({ length: count * DIMENSIONS }, () => random() - 0.5);
  const chunkIds = Array.from({ length: count }, (_, row) => `c${row}`);
  const documentIds = Array.from({ length: count }, (_, row) => `d${row % 3}`);
  return { dimensions: DIMENSIONS, values, count, chunkIds, documentIds };
}

const vector = Float32Array.from({ length: DIMENSIONS }, (_, index) => Math.sin(index));

/** Every row by itself, sorted. */
function plainly(rows: ReturnType<typeof rowsOf>, take: number, documentIds: ReadonlySet<string> | null) {
  return rows.chunkIds
    .map((chunkId, row) => {
      let similarity = 0;
      for (let index = 0; index < DIMENSIONS; index++)
        similarity += rows.values[row * DIMENSIONS + index]! * vector[index]!;
      return { chunkId, similarity, row };
    })
    .filter(({ row }) => documentIds?.has(rows.documentIds[row]!) ?? true)
    .sort((one, other) => other.similarity - one.similarity || one.row - other.row)
    .slice(0, take)
    .map(({ chunkId, similarity }) => ({ chunkId, similarity }));
}

describe("the nearest of all rows", () => {
  it.each([0, 1, 3, 4, 5, 7, 50, 6_001])("are those that a plain search of %i rows finds", async (count) => {
    const rows = rowsOf(count);
    for (const take of [0, 1, 10]) {
      for (const documentIds of [null, new Set(["d1"]), new Set<string>()]) {
        const found = await scanNearest(rows, vector, { take, documentIds });
        expect(found).toEqual(plainly(rows, take, documentIds));
      }
    }
  });

  it("that are equal come in the order of their rows", async () => {
    const rows = { ...rowsOf(9), values: new Float32Array(9 * DIMENSIONS).fill(0.1) };
    const found = await scanNearest(rows, vector, { take: 3, documentIds: null });
    expect(found.map(({ chunkId }) => chunkId)).toEqual(["c0", "c1", "c2"]);
  });

  it("are not looked for once nobody waits", async () => {
    const search = scanNearest(rowsOf(10), vector, {
      take: 3,
      documentIds: null,
      signal: AbortSignal.abort(new Error("gone")),
    });
    await expect(search).rejects.toThrow("gone");
  });
});
