import type { Database } from "@/lib/platform/db";
import { unavailable } from "@/lib/platform/errors";
import { readLiveChunks, readVectors, type LiveChunk } from "./chunk-vectors";
import { scanNearest } from "./scan-nearest";
import type { VectorSpace, VectorStore } from "./vector-store";

/** Vectors of all collections together; those that were not asked for longest go first. */
const MAX_BYTES = 768 * 1_024 * 1_024;

const READ_AT_ONCE = 1_000;
const BYTES_PER_VALUE = 4;

/** What one collection has in memory. */
type Held = { revision: number; dimensions: number; values: Float32Array; chunkIds: string[]; documentIds: string[] };

/**
 * Vectors in the memory of this process, compared one by one: exact. They are a copy of what the database holds, read
 * when a collection is first searched and brought up to date when its revision is another, so that nothing is lost by
 * a restart and every process finds the same.
 */
export function createMemoryStore(db: Database, maxBytes = MAX_BYTES): VectorStore {
  const held = new Map<string, Held>();
  const loading = new Map<string, Promise<Held>>();

  const load = async (space: VectorSpace): Promise<Held> => {
    const { organizationId, collectionId, dimensions, revision } = space;
    const live = await readLiveChunks(db, space);
    if (live.length * dimensions * BYTES_PER_VALUE > maxBytes)
      throw unavailable(
        `The collection's ${live.length} vectors are too many for the memory store: use pgvector or Pinecone`,
      );
    const known = held.get(collectionId);
    const kept = known?.dimensions === dimensions ? new Map(known.chunkIds.map((id, row) => [id, row])) : new Map();
    const values = new Float32Array(live.length * dimensions);
    const missing: { chunk: LiveChunk; row: number }[] = [];
    for (const [row, chunk] of live.entries()) {
      const from = kept.get(chunk.chunkId) as number | undefined;
      if (from === undefined) missing.push({ chunk, row });
      else values.set(known!.values.subarray(from * dimensions, (from + 1) * dimensions), row * dimensions);
    }
    for (let at = 0; at < missing.length; at += READ_AT_ONCE) {
      const part = missing.slice(at, at + READ_AT_ONCE);
      const ids = part.map(({ chunk }) => chunk.chunkId);
      const vectors = await readVectors(db, { organizationId, chunkIds: ids, dimensions });
      for (const { chunk, row } of part) {
        const vector = vectors.get(chunk.chunkId);
        if (vector) values.set(vector, row * dimensions);
      }
    }
    const chunkIds = live.map(({ chunkId }) => chunkId);
    const fresh = { revision, dimensions, values, chunkIds, documentIds: live.map(({ documentId }) => documentId) };
    held.delete(collectionId);
    held.set(collectionId, fresh);
    dropOthers(collectionId);
    return fresh;
  };

  const dropOthers = (except: string) => {
    let bytes = [...held.values()].reduce((sum, { values }) => sum + values.byteLength, 0);
    for (const [collectionId, { values }] of held) {
      if (bytes <= maxBytes) return;
      if (collectionId === except) continue;
      held.delete(collectionId);
      bytes -= values.byteLength;
    }
  };

  /** Whoever comes while it is being read waits for the same reading, unless that began before its own revision. */
  const current = async (space: VectorSpace): Promise<Held> => {
    const { collectionId, revision } = space;
    for (;;) {
      const known = held.get(collectionId);
      if (known && known.revision >= revision) {
        held.delete(collectionId);
        held.set(collectionId, known);
        return known;
      }
      const underWay = loading.get(collectionId);
      if (underWay) {
        await underWay;
        continue;
      }
      const begun = load(space).finally(() => loading.delete(collectionId));
      loading.set(collectionId, begun);
      return begun;
    }
  };

  return {
    whyNot: async () => null,
    // The database has the vectors already, and the collection's revision tells that they are new.
    upsert: async () => {},
    remove: async () => {},
    async nearest(space, { vector, take, documentIds, signal }) {
      const { values, chunkIds, documentIds: owners } = await current(space);
      const { dimensions } = space;
      const rows = { dimensions, values, count: chunkIds.length, chunkIds, documentIds: owners };
      return scanNearest(rows, vector, { take, documentIds, ...(signal && { signal }) });
    },
    drop: async ({ collectionId }) => void held.delete(collectionId),
  };
}
