import { z } from "zod";
import { requireScope, type Ctx } from "@/lib/platform/ctx";
import { decodeCursor, page, type Page } from "@/lib/platform/pagination";
import type { ExecutionSummary, ListExecutionsQuery, RecentQuery } from "./schemas";
import { selectExecutions, type ExecutionFilter, type ExecutionPosition } from "./store";
import { timeWindow } from "./time-window";

const Position = z.object({ createdAt: z.iso.datetime(), id: z.uuid() });

const positionOf = ({ createdAt, id }: ExecutionSummary): ExecutionPosition => ({ createdAt, id });

/** Executions of a window, newest first, a page at a time. (Default: the last day.) */
export async function listExecutions(ctx: Ctx, query: ListExecutionsQuery): Promise<Page<ExecutionSummary>> {
  requireScope(ctx, "read");
  const position = decodeCursor(query.cursor, Position);
  const rows = await selectExecutions(ctx, filterOf(ctx, query), query.limit + 1, position);
  return page({ rows, limit: query.limit, cursorOf: positionOf });
}

/** The newest executions, whenever they were. */
export const listRecent = (ctx: Ctx, query: RecentQuery): Promise<Page<ExecutionSummary>> =>
  listExecutions(ctx, { ...query, period: "all" });

/** Every execution that matches, newest first, read in pages so that an export of any size stays small in memory. */
export async function* eachExecution(ctx: Ctx, query: ListExecutionsQuery): AsyncGenerator<ExecutionSummary> {
  requireScope(ctx, "read");
  const filter = filterOf(ctx, query);
  const pageSize = 1_000;
  let position: ExecutionPosition | null = null;
  for (;;) {
    const rows: ExecutionSummary[] = await selectExecutions(ctx, filter, pageSize, position);
    yield* rows;
    const last = rows.at(-1);
    if (!last || rows.length < pageSize) return;
    position = positionOf(last);
  }
}

/** A window that ends now takes in what began in this very millisecond. */
function filterOf(ctx: Ctx, query: ListExecutionsQuery): ExecutionFilter {
  return { ...query, window: timeWindow(query, new Date(ctx.now().getTime() + 1)) };
}
