import type { Database } from "@/lib/platform/db";
import type { Embedder } from "@/lib/providers";
import { createEmbed, type Embed, type EmbedWithModel } from "./embedding/create-embed";
import { createMemoryStore } from "./stores/memory-store";
import { createPgvectorStore } from "./stores/pgvector-store";
import { createPineconeStore, type PineconeParts } from "./stores/pinecone-store";
import type { VectorStore } from "./stores/vector-store";
import type { VectorStoreKind } from "./words";

declare module "@/lib/platform/runtime" {
  interface Runtime {
    knowledge: Knowledge;
  }
}

/** What searches of this process share. */
export type Knowledge = { stores: Record<VectorStoreKind, VectorStore>; embed: Embed };

type Parts = PineconeParts & {
  db: Database;
  embedder: Pick<Embedder, "embed">;
  embedWithModel: EmbedWithModel;
};

export function createKnowledge({ db, embedder, embedWithModel, ...pinecone }: Parts): Knowledge {
  return {
    stores: {
      memory: createMemoryStore(db),
      pgvector: createPgvectorStore(db),
      pinecone: createPineconeStore(pinecone),
    },
    embed: createEmbed({ embedder, embedWithModel }),
  };
}
