import { mkdtemp, open, rm, stat, truncate } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { EmbeddingCache } from "./embedding-cache";

let folder: string;
beforeEach(async () => void (folder = await mkdtemp(path.join(tmpdir(), "embedding-cache-"))));
afterEach(() => rm(folder, { recursive: true, force: true }));

const vectorOf = (text: string) => Float32Array.of(text.length, -0.25, 1e-7);
const entries = (...texts: string[]) => texts.map((text) => ({ text, vector: vectorOf(text) }));
const openCache = (options: { modelId?: string; maxBytes?: number } = {}) =>
  EmbeddingCache.open({ folder, modelId: "model-a", dimensions: 3, ...options });
const fileName = () => path.join(folder, "model-a.bin");

async function written(...texts: string[]): Promise<void> {
  const cache = await openCache();
  await cache.add(entries(...texts));
  await cache.close();
}

describe("stored embeddings", () => {
  it("come back exactly, also after the file was closed", async () => {
    await written("one", "three");
    const cache = await openCache();
    expect(await cache.get(["three", "unknown", "one"])).toEqual([vectorOf("three"), null, vectorOf("one")]);
    await cache.close();
  });

  it("are kept apart by model", async () => {
    await written("one");
    const other = await openCache({ modelId: "model-b" });
    expect(await other.get(["one"])).toEqual([null]);
    await other.close();
  });

  it("survive a record that a crash has cut off, and the file goes on being used", async () => {
    await written("one", "two", "three");
    await truncate(fileName(), (await stat(fileName())).size - 5);
    await written("four");
    const cache = await openCache();
    expect(await cache.get(["one", "two", "three", "four"])).toEqual([
      vectorOf("one"),
      vectorOf("two"),
      null,
      vectorOf("four"),
    ]);
    await cache.close();
  });

  it("are never wrong: a damaged one counts as missing and can be added again", async () => {
    await written("one", "two");
    const file = await open(fileName(), "r+");
    await file.write(Buffer.from([255]), 0, 1, 20);
    await file.close();
    const cache = await openCache();
    expect(await cache.get(["one", "two"])).toEqual([null, vectorOf("two")]);
    await cache.add(entries("one"));
    expect(await cache.get(["one"])).toEqual([vectorOf("one")]);
    await cache.close();
  });

  it("take no more room than they may", async () => {
    const cache = await openCache({ maxBytes: 100 });
    for (const text of ["a", "b", "c", "d", "e", "f"]) await cache.add(entries(text));
    expect((await stat(fileName())).size).toBeLessThanOrEqual(100);
    await cache.close();
  });

  it("are written once when the same text comes twice", async () => {
    await written("one");
    const { size } = await stat(fileName());
    await written("one");
    expect((await stat(fileName())).size).toBe(size);
  });
});
