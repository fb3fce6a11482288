import { route } from "@/lib/auth";
import { createCollection, listCollections } from "@/lib/knowledge";
import { CreateCollectionInput, ListCollectionsQuery } from "@/lib/knowledge/schemas";

/** Collections of documents in order of slug. */
export const GET = route({
  query: ListCollectionsQuery,
  handle: ({ ctx, query }) => listCollections(ctx, query),
});

/** Adds an empty collection. Answers 400 for a store that cannot be used here, 409 when the slug is taken. */
export const POST = route({
  body: CreateCollectionInput,
  status: 201,
  handle: ({ ctx, body }) => createCollection(ctx, body),
});
