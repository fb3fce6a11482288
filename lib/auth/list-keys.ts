import { z } from "zod";
import { requireScope, type Ctx } from "@/lib/platform/ctx";
import { isId } from "@/lib/platform/ids";
import { decodeCursor, page, type Page } from "@/lib/platform/pagination";
import { listKeyRows } from "./key-store";
import { asApiKey } from "./key-views";
import { namesOfActors } from "./member-store";
import type { ApiKey, ListKeysQuery } from "./schemas";

/** The organization's API keys, newest first, without the keys themselves. */
export async function listKeys(ctx: Ctx, query: ListKeysQuery): Promise<Page<ApiKey>> {
  requireScope(ctx, "admin");
  const now = ctx.now();
  const afterId = decodeCursor(query.cursor, z.uuid());
  const rows = await listKeyRows(ctx.db, ctx.organizationId, {
    status: query.status,
    afterId,
    take: query.limit + 1,
    now,
  });
  const creators = rows.flatMap(({ createdBy }) => (createdBy && isId(createdBy) ? [createdBy] : []));
  const names = await namesOfActors(ctx.db, ctx.organizationId, creators);
  const keys = rows.map((row) => asApiKey(row, { now, createdByName: names.get(row.createdBy ?? "") ?? null }));
  return page({ rows: keys, limit: query.limit, cursorOf: (key) => key.id });
}
