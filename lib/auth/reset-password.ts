import { recordAudit } from "@/lib/platform/audit";
import { scopesOfRole, type Ctx } from "@/lib/platform/ctx";
import { isUniqueViolation } from "@/lib/platform/db";
import { conflict } from "@/lib/platform/errors";
import { newId } from "@/lib/platform/ids";
import type { Runtime } from "@/lib/platform/runtime";
import { hashToken } from "@/lib/platform/secrets";
import { requirePendingReset, type PendingReset } from "./pending-reset";
import { requireGoodPassword } from "./require-good-password";
import { claimReset, insertReset, revokeResets } from "./reset-store";
import type { ResetPasswordInput } from "./schemas";
import { updatePassword } from "./user-store";

/**
 * Gives the person of a link another password and ends all their sessions. A link works once. Throws `invalid_input`
 * for a password that must not be used, else like `requirePendingReset`.
 */
export async function resetPassword(
  runtime: Runtime,
  { token, password }: ResetPasswordInput,
  { requestId }: { requestId: string },
): Promise<{ email: string }> {
  const pending = await requirePendingReset(runtime, token);
  const { userId, email, name } = pending.member;
  requireGoodPassword(password, { email, name });
  const passwordHash = await runtime.passwords.hash(password);
  const now = runtime.now();
  const work = runtime.db.$transaction(async (tx) => {
    const isFirst = pending.row
      ? await claimReset(tx, pending.row, now)
      : await insertReset(tx, usedRow(pending, hashToken(token), now));
    if (!isFirst) throw usedAlready();
    await revokeResets(tx, userId, now);
    await updatePassword(tx, userId, passwordHash);
    await recordAudit(tx, memberCtx(runtime, pending, requestId), {
      action: "password.reset",
      subjectType: "user",
      subjectId: userId,
      before: null,
      after: { by: pending.row ? "link" : "operator" },
    });
  });
  await work.catch((error: unknown) => {
    throw isUniqueViolation(error) ? usedAlready() : error;
  });
  runtime.sessions.forget(userId);
  return { email };
}

const usedAlready = () => conflict("This link was used already. Sign in with the password that was chosen with it");

/** A link of the command line leaves its trace when it is used: the unique hash lets that happen once. */
const usedRow = ({ member, expiresAt }: PendingReset, tokenHash: string, now: Date) => ({
  organizationId: member.organizationId,
  id: newId(now.getTime()),
  userId: member.userId,
  role: member.role,
  tokenHash,
  createdBy: "operator",
  expiresAt,
  usedAt: now,
  createdAt: now,
});

function memberCtx(runtime: Runtime, { member }: PendingReset, requestId: string): Ctx {
  const { userId, name, email, role, organizationId } = member;
  return {
    actor: { type: "user", id: userId, name, email, role },
    scopes: scopesOfRole(role),
    organizationId,
    requestId,
    now: runtime.now,
    db: runtime.db,
    runtime,
  };
}
