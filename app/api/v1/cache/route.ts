import { route } from "@/lib/auth";
import { reportCache } from "@/lib/cache";
import { CacheQuery } from "@/lib/cache/schemas";

/** What caches gave and saved in the last days by task, and what the process that answers holds. */
export const GET = route({
  query: CacheQuery,
  handle: ({ ctx, query }) => reportCache(ctx, query),
});
