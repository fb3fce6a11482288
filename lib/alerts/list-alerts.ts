import { z } from "zod";
import { requireScope, type Ctx } from "@/lib/platform/ctx";
import { decodeCursor, page, type Page } from "@/lib/platform/pagination";
import { selectAlerts } from "./alert-store";
import type { Alert, ListAlertsQuery } from "./schemas";

/** What fired, newest first. */
export async function listAlerts(ctx: Ctx, query: ListAlertsQuery): Promise<Page<Alert>> {
  requireScope(ctx, "read");
  const afterId = decodeCursor(query.cursor, z.uuid());
  const rows = await selectAlerts(ctx.db, ctx.organizationId, query, { afterId, take: query.limit + 1 });
  return page({ rows, limit: query.limit, cursorOf: (alert) => alert.id });
}
