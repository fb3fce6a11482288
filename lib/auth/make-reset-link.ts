import { recordAudit } from "@/lib/platform/audit";
import { requireScope, type Ctx } from "@/lib/platform/ctx";
import { conflict, forbidden, notFound } from "@/lib/platform/errors";
import { isId, newId } from "@/lib/platform/ids";
import { hashToken, newToken } from "@/lib/platform/secrets";
import { findMembership, listOrganizationsOf } from "./member-store";
import { canGrant, roleOfActor } from "./policy";
import { insertReset, revokeResets } from "./reset-store";
import type { CreatedPasswordReset } from "./schemas";

const RESET_MS = 24 * 3_600_000;

/**
 * Makes a one-time link with which a member chooses another password within a day. The answer is the only place where it
 * ever appears, and earlier ones of the person end. Throws `forbidden` for a role above one's own, and `conflict` for
 * oneself and for people of several organizations, over whose accounts no single one of these decides.
 */
export async function makeResetLink(ctx: Ctx, userId: string): Promise<CreatedPasswordReset> {
  requireScope(ctx, "admin");
  const { organizationId } = ctx;
  const member = isId(userId) ? await findMembership(ctx.db, organizationId, userId) : null;
  if (!member) throw notFound("There is no such member");
  if (ctx.actor.id === userId) throw conflict("This is your own account. Change your password under Account");
  const ownRole = roleOfActor(ctx.actor);
  if (!canGrant(ownRole, member.role)) {
    throw forbidden(`Your role (${ownRole}) may not reset the password of a member who is ${member.role}`);
  }
  if ((await listOrganizationsOf(ctx.db, userId)).length > 1) {
    throw conflict(
      `${member.email} belongs to another organization too. Only whoever runs the server can make a link: \`npm run reset-password -- --email ${member.email}\``,
    );
  }
  const now = ctx.now();
  const token = newToken("gym_reset_");
  const expiresAt = new Date(now.getTime() + RESET_MS);
  await ctx.db.$transaction(async (tx) => {
    await revokeResets(tx, userId, now);
    await insertReset(tx, {
      organizationId,
      id: newId(now.getTime()),
      userId,
      role: member.role,
      tokenHash: hashToken(token),
      createdBy: ctx.actor.id,
      expiresAt,
      createdAt: now,
    });
    await recordAudit(tx, ctx, {
      action: "password_reset.create",
      subjectType: "member",
      subjectId: userId,
      before: null,
      after: { email: member.email, expiresAt: expiresAt.toISOString() },
    });
  });
  return {
    userId,
    email: member.email,
    link: `${ctx.runtime.publicUrl}/reset?token=${token}`,
    expiresAt: expiresAt.toISOString(),
  };
}
