import { recordAudit } from "@/lib/platform/audit";
import type { Ctx } from "@/lib/platform/ctx";
import { forbidden, invalidInput, notFound } from "@/lib/platform/errors";
import { requireGoodPassword } from "./require-good-password";
import type { ChangePasswordInput } from "./schemas";
import { requireFewAttempts } from "./sign-in";
import { findUser, raiseSessionEpoch, updatePassword } from "./user-store";

/**
 * Gives the signed-in person another password and ends all their sessions, this one included. Throws `invalid_input`
 * when the current password is wrong or the new one must not be used.
 */
export async function changePassword(
  ctx: Ctx,
  { currentPassword, newPassword }: ChangePasswordInput,
): Promise<{ userId: string }> {
  const { id: userId, email, name } = requirePerson(ctx);
  await requireFewAttempts(ctx.runtime, email, `session of ${userId}`);
  const user = await findUser(ctx.db, userId);
  if (!user) throw notFound("This account does not exist any more");
  const { isMatch } = await ctx.runtime.passwords.verify(currentPassword, user.passwordHash);
  if (!isMatch) throw invalidInput("This is not your current password", { field: "currentPassword" });
  requireGoodPassword(newPassword, { email, name }, "newPassword");
  const passwordHash = await ctx.runtime.passwords.hash(newPassword);
  await ctx.db.$transaction(async (tx) => {
    await updatePassword(tx, userId, passwordHash);
    await recordAudit(tx, ctx, {
      action: "password.change",
      subjectType: "user",
      subjectId: userId,
      before: null,
      after: null,
    });
  });
  ctx.runtime.sessions.forget(userId);
  return { userId };
}

/** Ends every session of the signed-in person, this one included: here at once, elsewhere within five seconds. */
export async function signOutEverywhere(ctx: Ctx): Promise<{ userId: string }> {
  const { id: userId } = requirePerson(ctx);
  await ctx.db.$transaction(async (tx) => {
    await raiseSessionEpoch(tx, userId);
    await recordAudit(tx, ctx, {
      action: "sessions.end",
      subjectType: "user",
      subjectId: userId,
      before: null,
      after: null,
    });
  });
  ctx.runtime.sessions.forget(userId);
  return { userId };
}

function requirePerson(ctx: Ctx) {
  if (ctx.actor.type !== "user")
    throw forbidden("Only a signed-in person can do this: an API key has no password and no session");
  return ctx.actor;
}
