import type { Prisma } from "@/generated/prisma/client";
import type { Database, DatabaseTransaction } from "@/lib/platform/db";

export type InvitationRow = Prisma.InvitationGetPayload<object>;

export function insertInvitation(
  tx: DatabaseTransaction,
  data: Prisma.InvitationUncheckedCreateInput,
): Promise<InvitationRow> {
  return tx.invitation.create({ data });
}

export const findInvitationByToken = (db: DatabaseTransaction, tokenHash: string): Promise<InvitationRow | null> =>
  db.invitation.findUnique({ where: { tokenHash } });

export const findInvitation = (
  db: DatabaseTransaction,
  organizationId: string,
  id: string,
): Promise<InvitationRow | null> => db.invitation.findUnique({ where: { organizationId_id: { organizationId, id } } });

/** Neither accepted nor revoked, newest first; expired ones are included, so that they can be sent again. */
export function listPendingInvitations(
  db: Database,
  organizationId: string,
  listing: { afterId: string | null; take: number },
): Promise<InvitationRow[]> {
  return db.invitation.findMany({
    where: {
      organizationId,
      acceptedAt: null,
      revokedAt: null,
      ...(listing.afterId && { id: { lt: listing.afterId } }),
    },
    orderBy: { id: "desc" },
    take: listing.take,
  });
}

/** Uses the invitation up. False when somebody else did, or it ended meanwhile. */
export async function claimInvitation(
  tx: DatabaseTransaction,
  { organizationId, id }: InvitationRow,
  now: Date,
): Promise<boolean> {
  const { count } = await tx.invitation.updateMany({
    where: { organizationId, id, acceptedAt: null, revokedAt: null, expiresAt: { gt: now } },
    data: { acceptedAt: now },
  });
  return count === 1;
}

/** Revokes the pending invitations that match. Returns how many there were. */
export async function revokeInvitations(
  tx: DatabaseTransaction,
  which: { organizationId: string; id?: string; email?: string; invitedBy?: string },
  now: Date,
): Promise<number> {
  const { count } = await tx.invitation.updateMany({
    where: { ...which, acceptedAt: null, revokedAt: null },
    data: { revokedAt: now },
  });
  return count;
}
