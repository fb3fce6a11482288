import { infiniteQueryOptions, queryOptions } from "@tanstack/react-query";
import type {
  AddedDocuments,
  Collection,
  CollectionDetail,
  DocumentDetail,
  IndexingStarted,
  KnowledgeDocument,
  SearchAnswer,
} from "@/lib/knowledge/schemas";
import type { DocumentStatus, SearchMode, VectorStoreKind } from "@/lib/knowledge/words";
import { api, apiPage, toSearch } from "./api";
import { uploadFile, type UploadOptions } from "./upload-file";

export type CollectionFilters = { search?: string | null };

/** In order of slug, the first 200. */
export const collectionsQuery = (filters: CollectionFilters = {}) =>
  queryOptions({
    queryKey: ["knowledge", "collections", filters],
    queryFn: ({ signal }) =>
      api<Collection[]>(`/knowledge/collections?${toSearch({ ...filters, limit: 200 })}`, { signal }),
  });

/** Asked every second while its index is worked on. */
export const collectionQuery = (slug: string) =>
  queryOptions({
    queryKey: ["knowledge", "collection", slug],
    queryFn: ({ signal }) => api<CollectionDetail>(at(slug), { signal }),
    refetchInterval: ({ state }) => (state.data && isIndexing(state.data) ? 1_000 : false),
  });

export const isIndexing = ({ indexing }: CollectionDetail): boolean =>
  indexing?.status === "queued" || indexing?.status === "running";

export type DocumentFilters = { status?: DocumentStatus | null; search?: string | null };

/** Newest first; asked every two seconds while some of them wait. */
export const documentsQuery = (slug: string, filters: DocumentFilters = {}) =>
  infiniteQueryOptions({
    queryKey: ["knowledge", "documents", slug, filters],
    queryFn: ({ pageParam, signal }) =>
      apiPage<KnowledgeDocument>(
        `${at(slug)}/documents?${toSearch({ ...filters, limit: DOCUMENTS_SHOWN, cursor: pageParam })}`,
        { signal },
      ),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.nextCursor,
    refetchInterval: ({ state }) =>
      state.data?.pages.some((page) => page.data.some(({ status }) => status === "waiting" || status === "indexing"))
        ? 2_000
        : false,
  });

/** Rows of one page of documents. */
export const DOCUMENTS_SHOWN = 50;

export const documentQuery = (slug: string, id: string) =>
  queryOptions({
    queryKey: ["knowledge", "document", slug, id],
    queryFn: ({ signal }) => api<DocumentDetail>(`${at(slug)}/documents/${id}`, { signal }),
  });

export type Search = { query: string; mode: SearchMode; depth: number };

export const searchQuery = (slug: string, search: Search) =>
  queryOptions({
    queryKey: ["knowledge", "search", slug, search],
    queryFn: ({ signal }) => api<SearchAnswer>(`${at(slug)}/search`, { body: search, signal }),
  });

export type NewCollection = {
  slug: string;
  name: string;
  language: string;
  embeddingModel: string;
  store?: VectorStoreKind;
  pinecone?: { host: string; apiKey: string };
};

export const createCollection = (input: NewCollection, idempotencyKey: string) =>
  api<Collection>("/knowledge/collections", { body: input, idempotencyKey });

export const deleteCollection = (slug: string) => api<Collection>(at(slug), { method: "DELETE" });

export const restoreCollection = (slug: string) => api<Collection>(`${at(slug)}/restore`, { method: "POST" });

export type NewText = { title?: string; text: string; externalId?: string };

export const addText = (slug: string, document: NewText, idempotencyKey: string) =>
  api<AddedDocuments>(`${at(slug)}/documents`, { body: { documents: [document] }, idempotencyKey });

type FileUpload = Pick<UploadOptions, "signal" | "onProgress"> & {
  file: File;
  /** Of a picture; "" = none. */
  caption: string;
};

export const addFile = (slug: string, { file, caption, ...upload }: FileUpload): Promise<AddedDocuments> =>
  uploadFile({
    ...upload,
    file,
    path: `${at(slug)}/upload?${toSearch({ name: file.name, caption: caption || null })}`,
    contentType: file.type || "application/octet-stream",
  });

export const deleteDocument = (slug: string, id: string) =>
  api<KnowledgeDocument>(`${at(slug)}/documents/${id}`, { method: "DELETE" });

export const restoreDocument = (slug: string, id: string) =>
  api<IndexingStarted>(`${at(slug)}/documents/${id}/restore`, { method: "POST" });

export const reindex = (slug: string, everything: boolean) =>
  api<IndexingStarted>(`${at(slug)}/reindex`, { body: { everything } });

export const cancelIndexing = (slug: string) => api<unknown>(`${at(slug)}/cancel`, { method: "POST" });

const at = (slug: string) => `/knowledge/collections/${slug}`;
