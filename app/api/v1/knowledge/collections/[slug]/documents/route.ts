import { route } from "@/lib/auth";
import { addDocuments, listDocuments } from "@/lib/knowledge";
import { AddDocumentsInput, ListDocumentsQuery } from "@/lib/knowledge/schemas";

/** Documents of a collection, newest first. */
export const GET = route({
  query: ListDocumentsQuery,
  handle: ({ ctx, params, query }) => listDocuments(ctx, params.slug ?? "", query),
});

/** Adds up to 100 texts, each in place of the document with the same external id, and begins to index them. */
export const POST = route({
  body: AddDocumentsInput,
  status: 202,
  maxBodyBytes: 20_000_000,
  handle: ({ ctx, params, body }) => addDocuments(ctx, params.slug ?? "", body),
});
