import type { Prisma } from "@/generated/prisma/client";
import type { DatabaseTransaction } from "@/lib/platform/db";

export type ResetRow = Prisma.PasswordResetGetPayload<object>;

export const insertReset = (
  tx: DatabaseTransaction,
  data: Prisma.PasswordResetUncheckedCreateInput,
): Promise<ResetRow> => tx.passwordReset.create({ data });

export const findResetByToken = (db: DatabaseTransaction, tokenHash: string): Promise<ResetRow | null> =>
  db.passwordReset.findUnique({ where: { tokenHash } });

/** Uses the link up. False when somebody else did, or it ended meanwhile. */
export async function claimReset(
  tx: DatabaseTransaction,
  { organizationId, id }: Pick<ResetRow, "organizationId" | "id">,
  now: Date,
): Promise<boolean> {
  const { count } = await tx.passwordReset.updateMany({
    where: { organizationId, id, usedAt: null, revokedAt: null, expiresAt: { gt: now } },
    data: { usedAt: now },
  });
  return count === 1;
}

/** Ends the person's links that nobody used, of every organization. */
export async function revokeResets(tx: DatabaseTransaction, userId: string, now: Date): Promise<void> {
  await tx.passwordReset.updateMany({ where: { userId, usedAt: null, revokedAt: null }, data: { revokedAt: now } });
}
