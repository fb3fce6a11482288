import { describe, expect, it } from "vitest";
import { createEmbedder, EMBEDDING_DIMENSIONS } from "./embedder";
import type { EmbeddingThread } from "./embedding-thread";

/** Threads that answer with zeros and can be broken. */
function fakeThreads() {
  const asked: string[][] = [];
  const started: { break: () => void }[] = [];
  const startThread = (): EmbeddingThread => {
    let isAlive = true;
    started.push({ break: () => (isAlive = false) });
    return {
      isAlive: () => isAlive,
      ask: (texts) => {
        asked.push(texts);
        return Promise.resolve({
          vectors: new Float32Array(texts.length * EMBEDDING_DIMENSIONS),
          busyMs: texts.length,
        });
      },
      end: () => Promise.resolve(),
    };
  };
  return { asked, started, embedder: createEmbedder({ startThread }) };
}

describe("the embedder", () => {
  it("starts no thread before the first text", () => {
    const { started, embedder } = fakeThreads();
    expect(embedder.isHealthy()).toBe(true);
    expect(started).toHaveLength(0);
  });

  it("remembers texts, and counts no computing time for what it knows", async () => {
    const { asked, embedder } = fakeThreads();
    expect((await embedder.embedMeasured(["a", "b"])).map(({ cpuMs }) => cpuMs)).toEqual([1, 1]);
    expect((await embedder.embedMeasured(["b", "a"])).map(({ cpuMs }) => cpuMs)).toEqual([0, 0]);
    expect(asked).toHaveLength(1);
  });

  it("computes a known text again when the call is measured", async () => {
    const { asked, embedder } = fakeThreads();
    await embedder.embed(["a"]);
    expect((await embedder.embedMeasured(["a"], undefined, true)).map(({ cpuMs }) => cpuMs)).toEqual([1]);
    expect(asked).toHaveLength(2);
  });

  it("never gives the encoder an empty text", async () => {
    const { asked, embedder } = fakeThreads();
    expect(await embedder.embed(["", "  \n"])).toHaveLength(2);
    expect(asked.flat().every((text) => text.length > 0)).toBe(true);
  });

  it("starts the thread again after it has ended", async () => {
    const { started, embedder } = fakeThreads();
    await embedder.embed(["a"]);
    started[0]!.break();
    expect(embedder.isHealthy()).toBe(false);
    expect(await embedder.embed(["b"])).toHaveLength(1);
    expect(embedder.isHealthy()).toBe(true);
  });

  it("answers nothing with nothing", async () => {
    expect(await fakeThreads().embedder.embed([])).toEqual([]);
  });
});
