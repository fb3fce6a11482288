import { z } from "zod";
import { text } from "./collection-schemas";
import { FieldName, FieldValue, type Metadata } from "./document-schemas";
import { SEARCH_MODES, type SearchMode } from "./words";

const Bound = z.union([z.number(), text(500)], { error: "is a number or a text" });

/** What one field of a document's metadata has to be. Every operator that is given has to hold. */
const Condition = z
  .strictObject({
    field: FieldName,
    equals: FieldValue.optional(),
    /** One of these. */
    in: z.array(FieldValue).min(1, "holds at least one value").max(200, "holds at most 200 values").optional(),
    /** At least; texts in the order of their characters, as dates in ISO 8601 have it. */
    gte: Bound.optional(),
    /** At most. */
    lte: Bound.optional(),
    exists: z.boolean().optional(),
  })
  .refine(({ field: _, ...operators }) => Object.values(operators).some((value) => value !== undefined), {
    message: "has none of equals, in, gte, lte and exists",
  });
export type Condition = z.infer<typeof Condition>;

/** Conditions that all have to hold. */
export const Filter = z.array(Condition).max(20, "holds at most 20 conditions");
export type Filter = z.infer<typeof Filter>;

/** A picture as a data URL, at most 5 MB. */
const ImageData = z
  .string()
  .max(7_000_000, "is a picture of at most 5 MB")
  .regex(/^data:image\/(png|jpeg);base64,/, "is a data URL of a picture (PNG or JPEG)");

export const SearchInput = z
  .strictObject({
    query: text(4_000).trim().min(1, "is empty").optional(),
    /** Finds pictures whose colours and shapes are alike; with `query` both count. */
    image: ImageData.optional(),
    /** (Default: hybrid.) */
    mode: z.enum(SEARCH_MODES, { error: `is one of ${SEARCH_MODES.join(", ")}` }).default("hybrid"),
    /** Results, at most. (Default: 8.) */
    depth: z.number().int("is a whole number").min(1, "is at least 1").max(100, "is at most 100").default(8),
    /** Least `score`, 0–1. (Default: none.) */
    minimumScore: z.number().min(0).max(1).optional(),
    filter: Filter.default([]),
  })
  .refine(({ query, image }) => query !== undefined || image !== undefined, {
    path: ["query"],
    message: "is missing: search for words, a picture, or both",
  });
export type SearchInput = z.infer<typeof SearchInput>;

export type SearchResult = {
  /** From 1. */
  rank: number;
  /** 0–1, comparable within one mode: likeness (cosine) for `vector`, squashed BM25 for `full_text`, share of the best possible fused rank for `hybrid`. */
  score: number;
  /** Place in each single method's list, from 1; null where it was not found. */
  ranks: { fullText: number | null; vector: number | null; image: number | null };
  /** Cosine, -1 to 1; null when the vector search did not find it. */
  similarity: number | null;
  citation: Citation;
  /** The whole piece. */
  text: string;
};

export type Citation = {
  documentId: string;
  externalId: string;
  title: string;
  source: string | null;
  mediaType: string;
  metadata: Metadata;
  /** Headings above the piece, outermost first, joined by ` › `; "" = none. */
  section: string;
  /** From 1; null where there are no pages. */
  page: number | null;
  /** Of the piece within its document, from 0. */
  position: number;
  /** The part of the piece that holds most words of the query. */
  snippet: string;
};

export type SearchAnswer = {
  mode: SearchMode;
  results: SearchResult[];
  /** Milliseconds. */
  latencyMs: { embedding: number; fullText: number; vector: number; total: number };
};
