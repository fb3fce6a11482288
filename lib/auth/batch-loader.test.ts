import { describe, expect, it } from "vitest";
import { createBatchLoader } from "./batch-loader";

describe("the batch loader", () => {
  it("asks once for a flood of look-ups, beside the one under way", async () => {
    const batches: string[][] = [];
    const loader = createBatchLoader(async (keys) => {
      batches.push(keys);
      return keys.map((key) => `value of ${key}`);
    });
    const values = await Promise.all(["a", "b", "c", "b", "c"].map((key) => loader.load(key)));
    expect(values).toEqual(["value of a", "value of b", "value of c", "value of b", "value of c"]);
    expect(batches).toEqual([["a"], ["b", "c"]]);
  });

  it("fails those who waited for a failed query, and goes on for others", async () => {
    let isDown = true;
    const loader = createBatchLoader(async (keys) => {
      if (isDown) throw new Error("down");
      return keys;
    });
    await expect(loader.load("a")).rejects.toThrow("down");
    isDown = false;
    await expect(loader.load("a")).resolves.toBe("a");
  });

  it("refuses more than it can hold", async () => {
    const loader = createBatchLoader(() => new Promise<string[]>(() => {}));
    const waiting = Array.from({ length: 5_001 }, (_, index) => loader.load(String(index)));
    await expect(Promise.race(waiting.slice(-1).concat(loader.load("one more")))).rejects.toThrow(/too many/);
  });
});
