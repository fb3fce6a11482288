import { recordAudit } from "@/lib/platform/audit";
import { requireScope, type Ctx } from "@/lib/platform/ctx";
import { conflict, notFound } from "@/lib/platform/errors";
import { isId } from "@/lib/platform/ids";
import { findInvitation, revokeInvitations } from "./invitation-store";

/** Makes an invitation's link useless. Throws `conflict` when it was accepted or revoked before. */
export async function revokeInvitation(ctx: Ctx, invitationId: string): Promise<{ id: string }> {
  requireScope(ctx, "admin");
  const { organizationId } = ctx;
  await ctx.db.$transaction(async (tx) => {
    const invitation = isId(invitationId) ? await findInvitation(tx, organizationId, invitationId) : null;
    if (!invitation) throw notFound("There is no such invitation");
    const count = await revokeInvitations(tx, { organizationId, id: invitationId }, ctx.now());
    if (count === 0) throw conflict("This invitation was accepted or revoked already");
    await recordAudit(tx, ctx, {
      action: "invitation.revoke",
      subjectType: "invitation",
      subjectId: invitationId,
      before: { email: invitation.email, role: invitation.role },
      after: null,
    });
  });
  return { id: invitationId };
}
