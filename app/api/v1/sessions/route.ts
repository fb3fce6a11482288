import { route } from "@/lib/auth";
import { listSessions } from "@/lib/sessions";
import { ListSessionsQuery } from "@/lib/sessions/schemas";

/** Conversations with their current model and topic, the last used first. */
export const GET = route({ query: ListSessionsQuery, handle: ({ ctx, query }) => listSessions(ctx, query) });
