export {
  CreateCollectionInput,
  ListCollectionsQuery,
  UpdateCollectionInput,
  type Collection,
  type CollectionDetail,
} from "./collection-schemas";
export {
  AddDocumentsInput,
  ListDocumentsQuery,
  ReindexInput,
  UploadDocumentQuery,
  type AddedDocuments,
  type DocumentDetail,
  type IndexingStarted,
  type KnowledgeDocument,
} from "./document-schemas";
export { EvaluateInput } from "./evaluation-schemas";
export { MAX_FILE_BYTES } from "./words";
export { SearchInput, type SearchAnswer, type SearchResult } from "./search-schemas";
