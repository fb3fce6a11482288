import { route } from "@/lib/auth";
import { deleteDocument, getDocument } from "@/lib/knowledge";

/** A document with its first 100 pieces. */
export const GET = route({
  handle: ({ ctx, params }) => getDocument(ctx, params.slug ?? "", params.id ?? ""),
});

/** Takes a document out of every search; `POST …/restore` brings it back for 30 days. */
export const DELETE = route({
  handle: ({ ctx, params }) => deleteDocument(ctx, params.slug ?? "", params.id ?? ""),
});
