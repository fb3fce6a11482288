import { route } from "@/lib/auth";
import { deleteCollection, getCollection, updateCollection } from "@/lib/knowledge";
import { UpdateCollectionInput } from "@/lib/knowledge/schemas";

/** A collection with how many documents are in which state, and the tasks that retrieve from it. */
export const GET = route({
  handle: ({ ctx, params }) => getCollection(ctx, params.slug ?? ""),
});

/** Changes name, description or the key of its store. Undo is to send what it was before. */
export const PATCH = route({
  body: UpdateCollectionInput,
  handle: ({ ctx, params, body }) => updateCollection(ctx, params.slug ?? "", body),
});

/** Takes it out of use; `POST …/restore` brings it back for 30 days. Answers 409 while a task retrieves from it. */
export const DELETE = route({
  handle: ({ ctx, params }) => deleteCollection(ctx, params.slug ?? ""),
});
