import { route } from "@/lib/auth";
import { cancelIndexing } from "@/lib/knowledge";

/** Stops the work on the index. What is indexed stays, the rest waits for `POST …/reindex`. */
export const POST = route({ handle: ({ ctx, params }) => cancelIndexing(ctx, params.slug ?? "") });
