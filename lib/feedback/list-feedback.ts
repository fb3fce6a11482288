import { z } from "zod";
import { timeWindow } from "@/lib/executions";
import { requireScope, type Ctx } from "@/lib/platform/ctx";
import { decodeCursor, page, type Page } from "@/lib/platform/pagination";
import type { ListedFeedback, ListFeedbackQuery } from "./schemas";
import { giverOf } from "./giver-of";
import { selectFeedback, type FeedbackFilter } from "./store";

/** What was said, newest first. (Default: of all time.) */
export async function listFeedback(ctx: Ctx, query: ListFeedbackQuery): Promise<Page<ListedFeedback>> {
  requireScope(ctx, "read");
  const rows = await selectFeedback(ctx, filterOf(ctx, query), query.limit + 1, decodeCursor(query.cursor, z.uuid()));
  const own = giverOf(ctx, null);
  const listed = rows.map((row) => ({ ...row, isMine: row.giver === own }));
  return page({ rows: listed, limit: query.limit, cursorOf: ({ id }) => id });
}

/** A window that ends now takes in what was said in this very millisecond. */
export function filterOf(ctx: Ctx, query: Omit<ListFeedbackQuery, "limit" | "cursor" | "format">): FeedbackFilter {
  const period = query.period ?? (query.from ? undefined : "all");
  return { ...query, ...timeWindow({ ...query, period }, new Date(ctx.now().getTime() + 1)) };
}
