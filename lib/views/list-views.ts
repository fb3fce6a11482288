import { requireScope, type Ctx } from "@/lib/platform/ctx";
import type { Page } from "@/lib/platform/pagination";
import type { ListViewsQuery, SavedView } from "./schemas";
import { selectViews } from "./store";

/** One's own views and those that others share, by name. */
export async function listViews(ctx: Ctx, query: ListViewsQuery): Promise<Page<SavedView>> {
  requireScope(ctx, "read");
  return { items: await selectViews(ctx, query), nextCursor: null };
}
