-- Collections of documents in pieces that can be searched. Vectors of a collection that is kept in pgvector have a table
-- of their own, made when the extension is there: see lib/knowledge/stores.
CREATE TABLE "knowledge_collections" (
  "organization_id" UUID NOT NULL,
  "id" UUID NOT NULL,
  "slug" TEXT NOT NULL,
  "name" TEXT NOT NULL,
  "description" TEXT NOT NULL,
  "language" TEXT NOT NULL,
  "embedding_model" TEXT NOT NULL,
  "dimensions" INTEGER,
  "store" TEXT NOT NULL,
  "store_host" TEXT,
  "store_secret" TEXT,
  "chunk_tokens" INTEGER NOT NULL,
  "overlap_tokens" INTEGER NOT NULL,
  "revision" INTEGER NOT NULL,
  "indexing_job_id" UUID,
  "created_by" TEXT NOT NULL,
  "created_at" TIMESTAMPTZ(3) NOT NULL,
  "updated_at" TIMESTAMPTZ(3) NOT NULL,
  "deleted_at" TIMESTAMPTZ(3),
  CONSTRAINT "knowledge_collections_pkey" PRIMARY KEY ("organization_id","id"),
  CONSTRAINT "knowledge_collections_organization_id_slug_key" UNIQUE ("organization_id","slug"),
  CONSTRAINT "knowledge_collections_organization_id_fkey" FOREIGN KEY ("organization_id") REFERENCES "organizations" ("id") ON DELETE CASCADE
);

CREATE TABLE "knowledge_documents" (
  "organization_id" UUID NOT NULL,
  "id" UUID NOT NULL,
  "collection_id" UUID NOT NULL,
  "external_id" TEXT NOT NULL,
  "title" TEXT NOT NULL,
  "media_type" TEXT NOT NULL,
  "source" TEXT,
  "metadata" JSONB NOT NULL,
  "sections" JSONB NOT NULL,
  "fingerprint" JSONB,
  "content_hash" TEXT NOT NULL,
  "characters" INTEGER NOT NULL,
  "status" TEXT NOT NULL,
  "job_id" UUID,
  "problem" TEXT,
  "chunk_count" INTEGER NOT NULL,
  "created_by" TEXT NOT NULL,
  "created_at" TIMESTAMPTZ(3) NOT NULL,
  "updated_at" TIMESTAMPTZ(3) NOT NULL,
  "indexed_at" TIMESTAMPTZ(3),
  "deleted_at" TIMESTAMPTZ(3),
  CONSTRAINT "knowledge_documents_pkey" PRIMARY KEY ("organization_id","id"),
  CONSTRAINT "knowledge_documents_organization_id_collection_id_external__key" UNIQUE ("organization_id","collection_id","external_id"),
  CONSTRAINT "knowledge_documents_organization_id_collection_id_fkey" FOREIGN KEY ("organization_id","collection_id")
    REFERENCES "knowledge_collections" ("organization_id","id") ON DELETE CASCADE ON UPDATE CASCADE
);
CREATE INDEX "knowledge_documents_organization_id_collection_id_status_idx" ON "knowledge_documents" ("organization_id","collection_id","status");

CREATE TABLE "knowledge_chunks" (
  "organization_id" UUID NOT NULL,
  "id" UUID NOT NULL,
  "collection_id" UUID NOT NULL,
  "document_id" UUID NOT NULL,
  "position" INTEGER NOT NULL,
  "section" TEXT NOT NULL,
  "page" INTEGER,
  "text" TEXT NOT NULL,
  "tokens" INTEGER NOT NULL,
  "text_hash" TEXT NOT NULL,
  "words" TSVECTOR NOT NULL,
  "embedding" BYTEA,
  "embedding_model" TEXT,
  CONSTRAINT "knowledge_chunks_pkey" PRIMARY KEY ("organization_id","id"),
  CONSTRAINT "knowledge_chunks_organization_id_document_id_position_key" UNIQUE ("organization_id","document_id","position"),
  CONSTRAINT "knowledge_chunks_organization_id_document_id_fkey" FOREIGN KEY ("organization_id","document_id")
    REFERENCES "knowledge_documents" ("organization_id","id") ON DELETE CASCADE ON UPDATE CASCADE
);
CREATE INDEX "knowledge_chunks_organization_id_collection_id_idx" ON "knowledge_chunks" ("organization_id","collection_id");
CREATE INDEX "knowledge_chunks_words_idx" ON "knowledge_chunks" USING GIN ("words");
