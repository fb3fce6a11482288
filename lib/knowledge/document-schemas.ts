import { z } from "zod";
import { PageQuery } from "@/lib/platform/pagination";
import { text } from "./collection-schemas";
import { DOCUMENT_STATUSES, MAX_DOCUMENT_CHARACTERS, type DocumentMediaType, type DocumentStatus } from "./words";

const FIELD_NAME = /^[a-zA-Z][a-zA-Z0-9_]{0,59}$/;
/** Names that mean something to every object of JavaScript. */
const RESERVED: readonly string[] = ["constructor", "prototype", "toString", "valueOf", "hasOwnProperty"];

export const FieldName = z
  .string({ error: "is a text" })
  .regex(FIELD_NAME, "begins with a letter and goes on with letters, digits and `_`, at most 60")
  .refine((name) => !RESERVED.includes(name), { message: "is a reserved name" });

export const FieldValue = z.union([text(500), z.number(), z.boolean()], {
  error: "is a text, a number, or true or false",
});
export type FieldValue = z.infer<typeof FieldValue>;

/** Facts by which searches are narrowed, such as `{ "product": "router", "year": 2026 }`. */
export const Metadata = z
  .record(FieldName, FieldValue)
  .refine((fields) => Object.keys(fields).length <= 50, { message: "holds at most 50 fields" });
export type Metadata = z.infer<typeof Metadata>;

/** The owner's own name of a document: sent again, it replaces what was there. */
const ExternalId = text(300).trim().min(1, "is missing");

const facts = {
  /** (Default: what the content or the file calls itself.) */
  title: text(300).trim().min(1).optional(),
  /** Where it came from, such as an address. */
  source: text(1_000).trim().min(1).optional(),
  metadata: Metadata.default({}),
};

/** A document as text. Pictures and PDF files are sent as files. */
export const NewDocument = z.strictObject({
  /** (Default: a new one, so that the same text sent again is another document.) */
  externalId: ExternalId.optional(),
  ...facts,
  mediaType: z.enum(["text/plain", "text/markdown", "text/html", "text/csv"]).default("text/markdown"),
  text: text(MAX_DOCUMENT_CHARACTERS).refine((value) => value.trim() !== "", { message: "is empty" }),
});
export type NewDocument = z.infer<typeof NewDocument>;

export const AddDocumentsInput = z.strictObject({
  documents: z.array(NewDocument).min(1, "holds at least one document").max(100, "holds at most 100 documents"),
});
export type AddDocumentsInput = z.infer<typeof AddDocumentsInput>;

/** Of a file that is sent as the body. */
export const UploadDocumentQuery = z.strictObject({
  /** Name of the file, which says what it is when its media type does not. */
  name: text(300).trim().min(1, "is missing"),
  /** (Default: the name.) */
  externalId: ExternalId.optional(),
  title: facts.title,
  source: facts.source,
  /** Of a picture: what it shows, by which it is found. */
  caption: text(2_000).trim().min(1).optional(),
  /** `Metadata` as JSON. */
  metadata: text(20_000).optional(),
});
export type UploadDocumentQuery = z.infer<typeof UploadDocumentQuery>;

export const ListDocumentsQuery = z.strictObject({
  status: z.enum(DOCUMENT_STATUSES).optional(),
  /** In title or external id. */
  search: z.string().max(100).optional(),
  ...PageQuery.shape,
});
export type ListDocumentsQuery = z.infer<typeof ListDocumentsQuery>;

export type KnowledgeDocument = {
  id: string;
  externalId: string;
  title: string;
  mediaType: DocumentMediaType;
  source: string | null;
  metadata: Metadata;
  characters: number;
  status: DocumentStatus;
  /** Why it failed. */
  problem: string | null;
  /** Pieces that can be found. */
  chunkCount: number;
  createdBy: string;
  createdAt: string;
  updatedAt: string;
  indexedAt: string | null;
};

export type DocumentPiece = {
  /** From 0. */
  position: number;
  /** Headings above it, outermost first, joined by ` › `; "" = none. */
  section: string;
  /** From 1; null where there are no pages. */
  page: number | null;
  text: string;
  /** Estimated. */
  tokens: number;
};

export type DocumentDetail = KnowledgeDocument & {
  /** The first 100, in order. */
  pieces: DocumentPiece[];
};

/** What became of documents that were sent. */
export type AddedDocuments = {
  documents: { id: string; externalId: string; outcome: "added" | "replaced" | "unchanged" }[];
  /** The work that indexes them; null when nothing changed. */
  jobId: string | null;
};

export type IndexingStarted = { jobId: string | null; waiting: number };

export const ReindexInput = z.strictObject({
  /** Also what is indexed already; texts that are the same keep their embeddings. (Default: false, what waits or failed.) */
  everything: z.boolean().default(false),
});
export type ReindexInput = z.infer<typeof ReindexInput>;
