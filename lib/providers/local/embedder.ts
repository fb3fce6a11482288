import type { Logger } from "pino";
import { EmbeddingCache } from "./embedding-cache";
import { EmbeddingQueue, type Embedded } from "./embedding-queue";
import { startEmbeddingThread, type EmbeddingThread } from "./embedding-thread";
import { LruCache } from "@/lib/platform/lru-cache";

declare module "@/lib/platform/runtime" {
  interface Runtime {
    /** Sentence embeddings of this process. */
    embedder: Embedder;
  }
}

/** Universal Sentence Encoder lite for English, as packaged; a part of the name of stored vectors. */
const EMBEDDING_MODEL_ID = "universal-sentence-encoder-lite-en-1";
export const EMBEDDING_DIMENSIONS = 512;

/**
 * Longest part of a text that is read, in UTF-16 units. The model itself reads 128 tokens, about 600 letters of
 * English, and its tokenizer takes time with the square of the length.
 */
const MAX_TEXT_LENGTH = 2_000;

/** About 10 MB. */
const REMEMBERED_TEXTS = 5_000;

/** Longer lists are looked up on disk and stored there: training data comes again, requests hardly. */
const STORED_FROM_TEXTS = 16;

/** Texts that are written to disk together. */
const STORED_AT_ONCE = 256;

export interface Embedder {
  readonly dimensions: number;
  /**
   * One vector of length 1 per text, in order; callers must not change them. Up to 8 texts go before longer lists.
   * Rejects with the signal's reason when it fires, and with `unavailable` when the thread ends meanwhile.
   */
  embed(texts: readonly string[], signal?: AbortSignal): Promise<Float32Array[]>;
  /** The same, with the computing time of each text: 0 for a text that was known, unless all are computed afresh. */
  embedMeasured(texts: readonly string[], signal?: AbortSignal, isFresh?: boolean): Promise<Embedded[]>;
  /** False when the thread has ended by itself and no request has started it again. */
  isHealthy(): boolean;
  dispose(): Promise<void>;
}

type EmbedderOptions = {
  log?: Pick<Logger, "warn">;
  /** Where vectors of long lists are kept; nothing is stored without it. */
  cacheFolder?: string;
  /** (Default: the real one) */
  startThread?: () => EmbeddingThread;
};

/** The sentence encoder in a thread of its own. The thread starts with the first text, and again after a crash. */
export function createEmbedder({
  log,
  cacheFolder,
  startThread = startEmbeddingThread,
}: EmbedderOptions = {}): Embedder {
  let thread: EmbeddingThread | null = null;
  let cache: Promise<EmbeddingCache | null> | null = null;
  const remembered = new LruCache<string, Float32Array>(REMEMBERED_TEXTS);

  const queue = new EmbeddingQueue(async (texts) => {
    if (!thread?.isAlive()) thread = startThread();
    const { vectors, busyMs } = await thread.ask(texts);
    return texts.map((_, index) => ({
      vector: vectors.slice(index * EMBEDDING_DIMENSIONS, (index + 1) * EMBEDDING_DIMENSIONS),
      cpuMs: busyMs / texts.length,
    }));
  });

  const openCache = (folder: string) =>
    EmbeddingCache.open({ folder, modelId: EMBEDDING_MODEL_ID, dimensions: EMBEDDING_DIMENSIONS }).catch(
      (error: unknown) => {
        log?.warn({ error }, "stored embeddings cannot be read; they are computed again");
        return null;
      },
    );

  const store = async (file: EmbeddingCache, texts: readonly string[], embedded: readonly Embedded[]) => {
    try {
      await file.add(texts.map((text, index) => ({ text, vector: embedded[index]!.vector })));
    } catch (error) {
      log?.warn({ error }, "embeddings could not be stored; they will be computed again");
    }
  };

  /** `texts` are different from each other. */
  const embedFresh = async (texts: readonly string[], signal?: AbortSignal): Promise<Embedded[]> => {
    if (!cacheFolder || texts.length < STORED_FROM_TEXTS) return queue.add(texts, signal);
    const file = await (cache ??= openCache(cacheFolder));
    if (!file) return queue.add(texts, signal);
    const stored = await file.get(texts);
    const missing = texts.filter((_, index) => stored[index] === null);
    const fresh = new Map<string, Embedded>();
    for (let at = 0; at < missing.length; at += STORED_AT_ONCE) {
      const part = missing.slice(at, at + STORED_AT_ONCE);
      const embedded = await queue.add(part, signal);
      part.forEach((text, index) => fresh.set(text, embedded[index]!));
      await store(file, part, embedded);
    }
    return texts.map((text, index) => {
      const vector = stored[index];
      return vector ? { vector, cpuMs: 0 } : fresh.get(text)!;
    });
  };

  const embedMeasured = async (
    texts: readonly string[],
    signal?: AbortSignal,
    isFresh = false,
  ): Promise<Embedded[]> => {
    signal?.throwIfAborted();
    const cleaned = texts.map(clean);
    const found = new Map<string, Embedded>();
    for (const text of new Set(cleaned)) {
      const vector = isFresh ? undefined : remembered.get(text);
      if (vector) found.set(text, { vector, cpuMs: 0 });
    }
    const missing = [...new Set(cleaned)].filter((text) => !found.has(text));
    const embedded =
      missing.length === 0 ? [] : await (isFresh ? queue.add(missing, signal) : embedFresh(missing, signal));
    missing.forEach((text, index) => {
      found.set(text, embedded[index]!);
      remembered.set(text, embedded[index]!.vector);
    });
    return cleaned.map((text) => found.get(text)!);
  };

  return {
    dimensions: EMBEDDING_DIMENSIONS,
    embedMeasured,
    embed: async (texts, signal) => (await embedMeasured(texts, signal)).map(({ vector }) => vector),
    isHealthy: () => thread?.isAlive() ?? true,
    dispose: async () => {
      await thread?.end();
      await (await cache)?.close();
      cache = null;
    },
  };
}

/** The encoder fails on an empty text, so that is read as a blank. */
const clean = (text: string): string => text.slice(0, MAX_TEXT_LENGTH).trim() || " ";
