import { route } from "@/lib/auth";
import { createView, listViews } from "@/lib/views";
import { CreateViewInput, ListViewsQuery } from "@/lib/views/schemas";

/** One's own saved views and those that others share, by name. */
export const GET = route({ query: ListViewsQuery, handle: ({ ctx, query }) => listViews(ctx, query) });

/** Keeps a page's filters under a name. Answers 409 when the name is taken. */
export const POST = route({ body: CreateViewInput, status: 201, handle: ({ ctx, body }) => createView(ctx, body) });
