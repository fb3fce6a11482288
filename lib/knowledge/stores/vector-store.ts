/** Where the vectors of one collection are. No other collection's can be reached through it. */
export type VectorSpace = {
  organizationId: string;
  collectionId: string;
  dimensions: number;
  /** Of the collection's chunks: what is kept in memory is as new as this. */
  revision: number;
  /** Only of Pinecone; the secret is encrypted. */
  host: string | null;
  secret: string | null;
};

export type StoredVector = { chunkId: string; documentId: string; vector: Float32Array };

/** `similarity` is the cosine, -1 to 1. */
export type Neighbour = { chunkId: string; similarity: number };

export type NearestQuestion = {
  /** Of length 1. */
  vector: Float32Array;
  take: number;
  /** Only pieces of these documents; null = of all. */
  documentIds: ReadonlySet<string> | null;
  signal?: AbortSignal | undefined;
};

/**
 * Finds the nearest vectors of a collection. The table of chunks is the truth: what a store gives may name chunks that
 * are gone, and whoever asks leaves those out.
 */
export interface VectorStore {
  /** null when it can be used here; otherwise why not, and what would help. */
  whyNot(): Promise<string | null>;
  upsert(space: VectorSpace, vectors: readonly StoredVector[], signal?: AbortSignal): Promise<void>;
  remove(space: VectorSpace, chunkIds: readonly string[], signal?: AbortSignal): Promise<void>;
  /** Best first. */
  nearest(space: VectorSpace, question: NearestQuestion): Promise<Neighbour[]>;
  /** Forgets the whole collection. */
  drop(space: VectorSpace): Promise<void>;
}
