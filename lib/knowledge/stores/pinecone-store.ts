import { z } from "zod";
import { AppError, invalidInput, unavailable } from "@/lib/platform/errors";
import { below, isOutboundError, parseOutboundUrl, type Outbound } from "@/lib/platform/outbound";
import type { VectorSpace, VectorStore } from "./vector-store";

export type PineconeParts = {
  outbound: Outbound;
  decrypt: (encrypted: string, organizationId: string) => string;
};

/** Version of the protocol that requests are written for. */
const API_VERSION = "2025-01";
const TIMEOUTS = { connectMs: 5_000, headersMs: 20_000, idleMs: 20_000, totalMs: 60_000 };

/** As Pinecone asks for: a request of at most 2 MB, and at most 1,000 ids in a deletion. */
const VECTORS_AT_ONCE = 100;
const IDS_AT_ONCE = 1_000;
/** Most values of `$in`. */
const MAX_DOCUMENTS = 10_000;

const Matches = z.object({ matches: z.array(z.object({ id: z.string(), score: z.number() })) });
const Stats = z.object({ dimension: z.number().optional() });

/**
 * Vectors in an index of Pinecone's, each collection in a namespace of its own, named by its id. Only vectors and ids go
 * there, no text.
 */
export function createPineconeStore({ outbound, decrypt }: PineconeParts): VectorStore {
  const checked = new Set<string>();

  const ask = async (space: VectorSpace, path: string, body: object, signal?: AbortSignal): Promise<unknown> => {
    const { host, secret, organizationId } = space;
    if (host === null || secret === null) throw new Error("A collection in Pinecone has an address and a key");
    const apiKey = decrypt(secret, organizationId);
    try {
      const answer = await outbound.request({
        url: below(parseOutboundUrl(host), path),
        method: "POST",
        headers: ["api-key", apiKey, "content-type", "application/json", "x-pinecone-api-version", API_VERSION],
        body: JSON.stringify(body),
        timeouts: TIMEOUTS,
        ...(signal && { signal }),
      });
      return parsed(answer.status, answer.body.toString("utf8").replaceAll(apiKey, "…"));
    } catch (error) {
      signal?.throwIfAborted();
      if (!isOutboundError(error)) throw error;
      throw unavailable(`Pinecone cannot be reached: ${error.message.replaceAll(apiKey, "…")}`, { cause: error });
    }
  };

  /** Before the first vectors: an index of other dimensions would refuse each of them. */
  const requireDimensions = async (space: VectorSpace, signal?: AbortSignal) => {
    const key = `${space.collectionId} ${space.host}`;
    if (checked.has(key)) return;
    const { dimension } = Stats.parse(await ask(space, "/describe_index_stats", {}, signal));
    if (dimension !== undefined && dimension !== space.dimensions)
      throw invalidInput(
        `The index of Pinecone's takes vectors of ${dimension} dimensions, and the collection's model gives ${space.dimensions}`,
      );
    checked.add(key);
  };

  return {
    whyNot: async () => null,

    async upsert(space, vectors, signal) {
      await requireDimensions(space, signal);
      for (let at = 0; at < vectors.length; at += VECTORS_AT_ONCE) {
        const part = vectors.slice(at, at + VECTORS_AT_ONCE).map(({ chunkId, documentId, vector }) => ({
          id: chunkId,
          values: Array.from(vector),
          metadata: { documentId },
        }));
        await ask(space, "/vectors/upsert", { namespace: space.collectionId, vectors: part }, signal);
      }
    },

    async remove(space, chunkIds, signal) {
      for (let at = 0; at < chunkIds.length; at += IDS_AT_ONCE) {
        const ids = chunkIds.slice(at, at + IDS_AT_ONCE);
        await ask(space, "/vectors/delete", { namespace: space.collectionId, ids }, signal);
      }
    },

    async nearest(space, { vector, take, documentIds, signal }) {
      if (documentIds && documentIds.size > MAX_DOCUMENTS)
        throw invalidInput(
          `The filter leaves ${documentIds.size} documents, and Pinecone takes ${MAX_DOCUMENTS} at most: narrow it`,
          { field: "filter" },
        );
      const question = {
        namespace: space.collectionId,
        vector: Array.from(vector),
        topK: take,
        ...(documentIds && { filter: { documentId: { $in: [...documentIds] } } }),
      };
      const answer = Matches.safeParse(await ask(space, "/query", question, signal));
      if (!answer.success) throw upstream("an answer without matches");
      return answer.data.matches.map(({ id, score }) => ({ chunkId: id, similarity: score }));
    },

    async drop(space) {
      await ask(space, "/vectors/delete", { namespace: space.collectionId, deleteAll: true });
    },
  };
}

function parsed(status: number, text: string): unknown {
  if (status === 401 || status === 403) throw upstream("that it does not accept the key");
  if (status === 429 || status >= 500) throw unavailable(`Pinecone answers with status ${status}: try again later`);
  if (status >= 300) throw upstream(`status ${status}: ${text.slice(0, 300)}`);
  try {
    return JSON.parse(text === "" ? "{}" : text) as unknown;
  } catch {
    throw upstream("something that is no JSON");
  }
}

const upstream = (what: string) => new AppError("upstream_failed", `Pinecone answered ${what}`);
