import { z } from "zod";
import { requireScope, type Ctx } from "@/lib/platform/ctx";
import { decodeCursor, page, type Page, type PageQuery } from "@/lib/platform/pagination";
import { listMemberRows } from "./member-store";
import type { Member } from "./schemas";

/** The people of the organization, in the order in which their accounts were made. */
export async function listMembers(ctx: Ctx, query: PageQuery): Promise<Page<Member>> {
  requireScope(ctx, "read");
  const afterUserId = decodeCursor(query.cursor, z.uuid());
  const rows = await listMemberRows(ctx.db, ctx.organizationId, { afterUserId, take: query.limit + 1 });
  return page({ rows, limit: query.limit, cursorOf: (member) => member.userId });
}
