import { describe, expect, it } from "vitest";
import { EmbeddingQueue, type Embedded } from "./embedding-queue";

/** An encoder whose batches are let go one by one; a vector holds the text's length. */
function heldEncoder() {
  const batches: string[][] = [];
  const waiting: (() => void)[] = [];
  const queue = new EmbeddingQueue(
    (texts) =>
      new Promise<Embedded[]>((resolve) => {
        batches.push(texts);
        waiting.push(() => resolve(texts.map((text) => ({ vector: Float32Array.of(text.length), cpuMs: 1 }))));
      }),
  );
  const letGo = async () => {
    waiting.shift()?.();
    await settle();
  };
  return { batches, queue, letGo };
}

/** Lets what is ready happen. */
const settle = () => new Promise((resolve) => setImmediate(() => setImmediate(resolve)));
const texts = (count: number, name: string) => Array.from({ length: count }, (_, index) => `${name}${index}`);

describe("the embedding queue", () => {
  it("puts requests that arrive together into one batch", async () => {
    const { batches, queue, letGo } = heldEncoder();
    const both = Promise.all([queue.add(["a"]), queue.add(["bb"])]);
    await settle();
    await letGo();
    expect(batches).toEqual([["a", "bb"]]);
    expect((await both).map(([one]) => one?.vector[0])).toEqual([1, 2]);
  });

  it("lets a request go before bulk work that came first", async () => {
    const { batches, queue, letGo } = heldEncoder();
    const bulk = queue.add(texts(40, "bulk"));
    await settle();
    const live = queue.add(["live"]);
    await letGo();
    expect(batches[1]).toEqual(["live"]);
    for (let batch = 0; batch < 4; batch++) await letGo();
    expect(await live).toHaveLength(1);
    expect(await bulk).toHaveLength(40);
  });

  it("never asks for more than 16 texts at once, nor twice for the same in one batch", async () => {
    const { batches, queue, letGo } = heldEncoder();
    const answers = queue.add([...texts(20, "x"), "x0"]);
    await settle();
    await letGo();
    await letGo();
    expect(await answers).toHaveLength(21);
    expect(batches.map((batch) => batch.length)).toEqual([16, 5]);
  });

  it("gives each text its own answer, in order", async () => {
    const { queue, letGo } = heldEncoder();
    const answers = queue.add(["ccc", "a", "ccc", "bb"]);
    await settle();
    await letGo();
    expect((await answers).map(({ vector }) => vector[0])).toEqual([3, 1, 3, 2]);
  });

  it("answers an abort at once and leaves the texts that were not begun out", async () => {
    const { batches, queue, letGo } = heldEncoder();
    const caller = new AbortController();
    const bulk = queue.add(texts(40, "bulk"), caller.signal);
    await settle();
    caller.abort(new Error("gone"));
    await expect(bulk).rejects.toThrow("gone");
    await letGo();
    expect(batches).toHaveLength(1);
  });

  it("does not begin for a signal that has fired already", async () => {
    const { batches, queue } = heldEncoder();
    await expect(queue.add(["a"], AbortSignal.abort(new Error("gone")))).rejects.toThrow("gone");
    await settle();
    expect(batches).toHaveLength(0);
  });

  it("goes on after a batch that failed", async () => {
    let calls = 0;
    const queue = new EmbeddingQueue((batch) => {
      calls += 1;
      if (calls === 1) return Promise.reject(new Error("broken"));
      return Promise.resolve(batch.map(() => ({ vector: Float32Array.of(0), cpuMs: 0 })));
    });
    await expect(queue.add(["a"])).rejects.toThrow("broken");
    expect(await queue.add(["a"])).toHaveLength(1);
  });
});
