import { recordAudit } from "@/lib/platform/audit";
import { requireScope, type Ctx, type Role } from "@/lib/platform/ctx";
import type { DatabaseTransaction } from "@/lib/platform/db";
import { forbidden, notFound } from "@/lib/platform/errors";
import { isId } from "@/lib/platform/ids";
import { findMembership, lockOwners, updateRole } from "./member-store";
import { memberChangeProblem, roleOfActor } from "./policy";
import type { ChangeRoleInput } from "./schemas";
import type { SessionMember } from "./session-cache";

/** Gives a member another role. Throws `forbidden` when the rules of `memberChangeProblem` refuse it. */
export async function changeRole(
  ctx: Ctx,
  userId: string,
  { role }: ChangeRoleInput,
): Promise<{ userId: string; role: Role }> {
  requireScope(ctx, "admin");
  await ctx.db.$transaction(async (tx) => {
    const member = await requireChangeableMember(tx, ctx, userId, role);
    if (member.role === role) return;
    await updateRole(tx, ctx.organizationId, userId, role);
    await recordAudit(tx, ctx, {
      action: "member.update",
      subjectType: "member",
      subjectId: userId,
      before: { email: member.email, role: member.role },
      after: { email: member.email, role },
    });
  });
  ctx.runtime.sessions.forget(userId);
  return { userId, role };
}

/** The member, when the actor may give them `nextRole` (null removes them). Owners stay locked until the transaction ends. */
export async function requireChangeableMember(
  tx: DatabaseTransaction,
  ctx: Ctx,
  userId: string,
  nextRole: Role | null,
): Promise<SessionMember> {
  if (!isId(userId)) throw notFound("There is no such member");
  const ownerCount = await lockOwners(tx, ctx.organizationId);
  const member = await findMembership(tx, ctx.organizationId, userId);
  if (!member) throw notFound("There is no such member");
  const problem = memberChangeProblem({
    actorRole: roleOfActor(ctx.actor),
    currentRole: member.role,
    nextRole,
    ownerCount,
    isSelf: ctx.actor.id === userId,
  });
  if (problem) throw forbidden(problem);
  return member;
}
