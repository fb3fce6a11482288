import { route } from "@/lib/auth";
import { listRecent } from "@/lib/executions";
import { RecentQuery } from "@/lib/executions/schemas";

/** The newest executions. */
export const GET = route({ query: RecentQuery, handle: ({ ctx, query }) => listRecent(ctx, query) });

/** The same, with the fields as JSON: a read, whatever the method. */
export const POST = route({ scope: "read", body: RecentQuery, handle: ({ ctx, body }) => listRecent(ctx, body) });
