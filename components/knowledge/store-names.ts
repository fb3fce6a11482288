import type { SearchMode, VectorStoreKind } from "@/lib/knowledge/words";

export const STORE_NAMES: Record<VectorStoreKind, string> = {
  memory: "Memory of this server",
  pgvector: "Database (pgvector)",
  pinecone: "Pinecone",
};

export const MODE_NAMES: Record<SearchMode, string> = {
  hybrid: "Words and meaning",
  full_text: "Words",
  vector: "Meaning",
};
