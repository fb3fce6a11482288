import { z } from "zod";
import { requireScope, type Ctx } from "@/lib/platform/ctx";
import { decodeCursor, page, type Page, type PageQuery } from "@/lib/platform/pagination";
import { listPendingInvitations } from "./invitation-store";
import { asInvitation } from "./invite";
import { namesOfActors } from "./member-store";
import type { Invitation } from "./schemas";

/** Invitations that nobody accepted or revoked, newest first, expired ones included. */
export async function listInvitations(ctx: Ctx, query: PageQuery): Promise<Page<Invitation>> {
  requireScope(ctx, "admin");
  const afterId = decodeCursor(query.cursor, z.uuid());
  const rows = await listPendingInvitations(ctx.db, ctx.organizationId, { afterId, take: query.limit + 1 });
  const names = await namesOfActors(
    ctx.db,
    ctx.organizationId,
    rows.map(({ invitedBy }) => invitedBy),
  );
  const now = ctx.now();
  const invitations = rows.map((row) => asInvitation(row, { now, invitedByName: names.get(row.invitedBy) ?? null }));
  return page({ rows: invitations, limit: query.limit, cursorOf: (invitation) => invitation.id });
}
