import type { Prisma } from "@/generated/prisma/client";
import type { DatabaseTransaction } from "@/lib/platform/db";

export type UserRow = Prisma.UserGetPayload<object>;

export const findUserByEmail = (db: DatabaseTransaction, email: string): Promise<UserRow | null> =>
  db.user.findUnique({ where: { email } });

export const findUser = (db: DatabaseTransaction, id: string): Promise<UserRow | null> =>
  db.user.findUnique({ where: { id } });

export const hasAnyUser = async (db: DatabaseTransaction): Promise<boolean> =>
  (await db.user.findFirst({ select: { id: true } })) !== null;

export async function insertUser(
  tx: DatabaseTransaction,
  user: { id: string; email: string; name: string; passwordHash: string; createdAt: Date },
): Promise<void> {
  await tx.user.create({ data: user });
}

/** Stores the same password in another form; sessions go on. */
export async function replacePasswordForm(
  db: DatabaseTransaction,
  id: string,
  from: string,
  to: string,
): Promise<void> {
  await db.user.updateMany({ where: { id, passwordHash: from }, data: { passwordHash: to } });
}

/** Stores another password and ends every session of the person. */
export async function updatePassword(tx: DatabaseTransaction, id: string, passwordHash: string): Promise<void> {
  await tx.user.update({ where: { id }, data: { passwordHash, sessionEpoch: { increment: 1 } } });
}

/** Ends every session of the person. */
export async function raiseSessionEpoch(tx: DatabaseTransaction, id: string): Promise<void> {
  await tx.user.update({ where: { id }, data: { sessionEpoch: { increment: 1 } } });
}
