import { route } from "@/lib/auth";
import { restoreDocument } from "@/lib/knowledge";

/** Undoes the deletion of a document. */
export const POST = route({
  status: 202,
  handle: ({ ctx, params }) => restoreDocument(ctx, params.slug ?? "", params.id ?? ""),
});
