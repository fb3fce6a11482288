import { RETRIEVAL_MODES } from "@/lib/registry/words";

/** The words of this domain without the validator: for pages that only offer or name them. */

export const SEARCH_MODES = RETRIEVAL_MODES;
export type SearchMode = (typeof SEARCH_MODES)[number];

/** Where a collection's vectors are searched. */
export const VECTOR_STORES = ["memory", "pgvector", "pinecone"] as const;
export type VectorStoreKind = (typeof VECTOR_STORES)[number];

export const DOCUMENT_STATUSES = ["waiting", "indexing", "indexed", "failed"] as const;
export type DocumentStatus = (typeof DOCUMENT_STATUSES)[number];

/** Text search configurations of PostgreSQL: stems and stop words. `simple` has neither. */
export const LANGUAGES = [
  "simple",
  "arabic",
  "armenian",
  "basque",
  "catalan",
  "danish",
  "dutch",
  "english",
  "finnish",
  "french",
  "german",
  "greek",
  "hindi",
  "hungarian",
  "indonesian",
  "irish",
  "italian",
  "lithuanian",
  "nepali",
  "norwegian",
  "portuguese",
  "romanian",
  "russian",
  "serbian",
  "spanish",
  "swedish",
  "tamil",
  "turkish",
  "yiddish",
] as const;

/** What a document may be, by its media type. Pictures are found by their caption, their colours and their shapes. */
export type DocumentMediaType =
  "text/plain" | "text/markdown" | "text/html" | "text/csv" | "application/pdf" | "image/png" | "image/jpeg";

/** Largest file that can be added, bytes. */
export const MAX_FILE_BYTES = 20_000_000;

/** Longest text of one document, UTF-16 units: about a thousand pages. */
export const MAX_DOCUMENT_CHARACTERS = 2_000_000;
