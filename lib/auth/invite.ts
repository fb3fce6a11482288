import { recordAudit } from "@/lib/platform/audit";
import { requireScope, type Ctx, type Role } from "@/lib/platform/ctx";
import { conflict, forbidden } from "@/lib/platform/errors";
import { newId } from "@/lib/platform/ids";
import { hashToken, newToken } from "@/lib/platform/secrets";
import { insertInvitation, revokeInvitations, type InvitationRow } from "./invitation-store";
import { findMembership } from "./member-store";
import { canGrant, roleOfActor } from "./policy";
import type { CreatedInvitation, Invitation, InviteInput } from "./schemas";
import { findUserByEmail } from "./user-store";

const INVITATION_MS = 7 * 24 * 3_600_000;

/**
 * Invites a person for seven days. The answer is the only place where the link ever appears; an earlier pending
 * invitation of the same address stops working. Throws `conflict` when the person is a member already.
 */
export async function invite(ctx: Ctx, { email, role }: InviteInput): Promise<CreatedInvitation> {
  requireScope(ctx, "admin");
  const ownRole = roleOfActor(ctx.actor);
  if (!canGrant(ownRole, role)) {
    throw forbidden(`Your role (${ownRole}) may not invite somebody as ${role}`, { field: "role" });
  }
  const { organizationId } = ctx;
  const user = await findUserByEmail(ctx.db, email);
  if (user && (await findMembership(ctx.db, organizationId, user.id))) {
    throw conflict(`${email} is a member already`, { field: "email" });
  }

  const now = ctx.now();
  const token = newToken("gym_invite_");
  const row = await ctx.db.$transaction(async (tx) => {
    await revokeInvitations(tx, { organizationId, email }, now);
    const inserted = await insertInvitation(tx, {
      organizationId,
      id: newId(now.getTime()),
      email,
      role,
      tokenHash: hashToken(token),
      invitedBy: ctx.actor.id,
      expiresAt: new Date(now.getTime() + INVITATION_MS),
      createdAt: now,
    });
    await recordAudit(tx, ctx, {
      action: "invitation.create",
      subjectType: "invitation",
      subjectId: inserted.id,
      before: null,
      after: { email, role },
    });
    return inserted;
  });
  const link = `${ctx.runtime.publicUrl}/invite?token=${token}`;
  return { ...asInvitation(row, { now, invitedByName: ctx.actor.name }), link };
}

/** An invitation as people see it. */
export function asInvitation(
  row: InvitationRow,
  { now, invitedByName }: { now: Date; invitedByName: string | null },
): Invitation {
  return {
    id: row.id,
    email: row.email,
    role: row.role as Role,
    invitedByName,
    createdAt: row.createdAt.toISOString(),
    expiresAt: row.expiresAt.toISOString(),
    status: row.expiresAt > now ? "open" : "expired",
  };
}
