import { route } from "@/lib/auth";
import { restoreCollection } from "@/lib/knowledge";

/** Undoes the deletion of a collection. */
export const POST = route({ handle: ({ ctx, params }) => restoreCollection(ctx, params.slug ?? "") });
