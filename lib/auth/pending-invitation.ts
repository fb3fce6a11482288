import type { Role } from "@/lib/platform/ctx";
import { conflict, notFound } from "@/lib/platform/errors";
import type { Runtime } from "@/lib/platform/runtime";
import { hashToken } from "@/lib/platform/secrets";
import { findInvitationByToken, type InvitationRow } from "./invitation-store";
import { findOrganization } from "./organization-store";
import { findUserByEmail } from "./user-store";

export type InvitationPreview = {
  email: string;
  role: Role;
  organizationName: string;
  /** The invited person has an account and signs in instead of choosing a password. */
  hasAccount: boolean;
};

/** What a link invites to. Throws like `requirePendingInvitation`. */
export async function previewInvitation(runtime: Runtime, token: string): Promise<InvitationPreview> {
  const { email, role, organizationId } = await requirePendingInvitation(runtime, token);
  const [organization, user] = await Promise.all([
    findOrganization(runtime.db, organizationId),
    findUserByEmail(runtime.db, email),
  ]);
  return { email, role: role as Role, organizationName: organization?.name ?? "", hasAccount: user !== null };
}

/** The invitation of a link. Throws `not_found` for a link that is not ours, `conflict` for one that cannot be used any more. */
export async function requirePendingInvitation(runtime: Runtime, token: string): Promise<InvitationRow> {
  const invitation = await findInvitationByToken(runtime.db, hashToken(token));
  if (!invitation) throw notFound("This invitation link is not valid. Open the whole link, or ask for another one");
  if (invitation.acceptedAt) throw conflict("This invitation was used already. Sign in instead");
  if (invitation.revokedAt) throw conflict("This invitation was withdrawn. Ask for another one");
  if (invitation.expiresAt <= runtime.now()) throw conflict("This invitation has expired. Ask for another one");
  return invitation;
}
