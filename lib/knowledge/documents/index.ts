export {
  chunkSections,
  DEFAULT_OVERLAP_TOKENS,
  DEFAULT_TARGET_TOKENS,
  MIN_TARGET_TOKENS,
  type Chunk,
  type ChunkOptions,
} from "./chunk-sections";
export { countTokens } from "./count-tokens";
export { DOCUMENT_MEDIA_TYPES, documentTypeOf, type DocumentMediaType } from "./document-types";
export type { DocumentSection } from "./document-builder";
export { MAX_DOCUMENT_BYTES } from "./limits";
export { readDocument, type DocumentFile, type ReadDocument } from "./read-document";
