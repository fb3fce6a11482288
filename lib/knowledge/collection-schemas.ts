import { z } from "zod";
import type { Job } from "@/lib/platform/jobs/schemas";
import { PageQuery } from "@/lib/platform/pagination";
import { storableText } from "@/lib/platform/stored-json";
import { LANGUAGES, VECTOR_STORES, type DocumentStatus, type VectorStoreKind } from "./words";

export const text = (max: number) =>
  z
    .string({ error: "is a text" })
    .max(max, `is at most ${max} characters long`)
    .refine((value) => storableText(value) === value, {
      message: "holds characters that cannot be stored (NUL, or half an emoji)",
    });

const CollectionSlug = z
  .string({ error: "is a text" })
  .max(60, "is at most 60 characters long")
  .regex(/^[a-z][a-z0-9_-]*$/, "is lower-case letters, digits, `-` and `_`, such as `help-center`");

const facts = {
  name: text(80).trim().min(1, "is missing"),
  description: text(500).trim(),
};

const Chunking = {
  /** Tokens of a piece, at most. A local encoder reads about 128. (Default: 100.) */
  chunkTokens: z.number().int("is a whole number").min(40, "is at least 40").max(1_000, "is at most 1000"),
  /** Tokens that a piece repeats of the one before it. (Default: 20.) */
  overlapTokens: z.number().int("is a whole number").min(0).max(200, "is at most 200"),
};

/** An index of Pinecone's that exists already, with the number of dimensions that the embedding model gives. */
const PineconeIndex = z.strictObject({
  /** Such as `https://docs-abc123.svc.us-east-1.pinecone.io`. */
  host: z.url("is the address of an index").max(300),
  apiKey: text(300).trim().min(8, "is at least 8 characters long"),
});

export const CreateCollectionInput = z
  .strictObject({
    slug: CollectionSlug,
    name: facts.name,
    description: facts.description.default(""),
    /** Of its texts. (Default: english.) */
    language: z.enum(LANGUAGES, { error: `is one of ${LANGUAGES.join(", ")}` }).default("english"),
    /** Slug of a model that gives embeddings. (Default: local/embed.) */
    embeddingModel: text(200).min(1).default("local/embed"),
    /** (Default: pgvector where the database has it, else memory.) */
    store: z.enum(VECTOR_STORES, { error: `is one of ${VECTOR_STORES.join(", ")}` }).optional(),
    pinecone: PineconeIndex.optional(),
    chunkTokens: Chunking.chunkTokens.default(100),
    overlapTokens: Chunking.overlapTokens.default(20),
  })
  .refine(({ overlapTokens, chunkTokens }) => overlapTokens * 2 <= chunkTokens, {
    path: ["overlapTokens"],
    message: "is at most half of `chunkTokens`",
  })
  .refine(({ store, pinecone }) => (store === "pinecone") === (pinecone !== undefined), {
    path: ["pinecone"],
    message: "is given exactly when `store` is `pinecone`",
  });
export type CreateCollectionInput = z.infer<typeof CreateCollectionInput>;

export const UpdateCollectionInput = z
  .strictObject({
    ...facts,
    /** Of Pinecone: another key for the same index. */
    pineconeApiKey: text(300).trim().min(8, "is at least 8 characters long"),
  })
  .partial();
export type UpdateCollectionInput = z.infer<typeof UpdateCollectionInput>;

export const ListCollectionsQuery = z.strictObject({
  /** In slug, name or description. */
  search: z.string().max(100).optional(),
  ...PageQuery.shape,
});
export type ListCollectionsQuery = z.infer<typeof ListCollectionsQuery>;

export type Collection = {
  slug: string;
  name: string;
  description: string;
  language: (typeof LANGUAGES)[number];
  embeddingModel: string;
  /** Of its vectors; null before the first. */
  dimensions: number | null;
  store: VectorStoreKind;
  /** Of Pinecone's index; null for other stores. */
  storeHost: string | null;
  chunkTokens: number;
  overlapTokens: number;
  documentCount: number;
  chunkCount: number;
  createdBy: string;
  createdAt: string;
  updatedAt: string;
};

export type CollectionDetail = Collection & {
  documentsByStatus: Record<DocumentStatus, number>;
  /** The newest work on its index; null before the first. */
  indexing: Pick<Job, "id" | "status" | "progress" | "error" | "startedAt" | "finishedAt"> | null;
  /** Tasks whose configuration in force retrieves from it. */
  usedBy: string[];
};
