import { route } from "@/lib/auth";
import { deleteSession, getSession } from "@/lib/sessions";

/** One conversation with its topics and the models that served them. */
export const GET = route({ handle: ({ ctx, params }) => getSession(ctx, params.id ?? "") });

/** Forgets a conversation: its next message begins anew. Its executions stay. */
export const DELETE = route({ scope: "run", handle: ({ ctx, params }) => deleteSession(ctx, params.id ?? "") });
