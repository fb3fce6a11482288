import { route } from "@/lib/auth";
import { purgeCache } from "@/lib/cache";
import { PurgeCacheInput } from "@/lib/cache/schemas";

/** Forgets the answers kept for one task or for all. */
export const POST = route({
  body: PurgeCacheInput,
  handle: ({ ctx, body }) => purgeCache(ctx, body),
});
