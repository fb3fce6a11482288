import { recordAudit } from "@/lib/platform/audit";
import { requireScope, type Ctx } from "@/lib/platform/ctx";
import { requireChangeableMember } from "./change-role";
import { revokeInvitations } from "./invitation-store";
import { countActiveKeysOf } from "./key-store";
import { deleteMembership } from "./member-store";

export type RemovedMember = {
  userId: string;
  /** API keys that the person made and may still know: they belong to the organization and go on working. */
  activeKeyCount: number;
};

/**
 * Removes a member and their pending invitations. Everybody may leave by themselves; removing others needs `admin`
 * and a role that is not below theirs. The last owner stays.
 */
export async function removeMember(ctx: Ctx, userId: string): Promise<RemovedMember> {
  requireScope(ctx, ctx.actor.id === userId ? "read" : "admin");
  const { organizationId } = ctx;
  const now = ctx.now();
  const activeKeyCount = await ctx.db.$transaction(async (tx) => {
    const member = await requireChangeableMember(tx, ctx, userId, null);
    await deleteMembership(tx, organizationId, userId);
    await revokeInvitations(tx, { organizationId, invitedBy: userId }, now);
    await recordAudit(tx, ctx, {
      action: "member.remove",
      subjectType: "member",
      subjectId: userId,
      before: { email: member.email, role: member.role },
      after: null,
    });
    return countActiveKeysOf(tx, organizationId, userId, now);
  });
  ctx.runtime.sessions.forget(userId);
  return { userId, activeKeyCount };
}
