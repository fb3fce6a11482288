import { recordAudit } from "@/lib/platform/audit";
import { scopesOfRole, type Ctx, type Role } from "@/lib/platform/ctx";
import { isUniqueViolation } from "@/lib/platform/db";
import { conflict, invalidInput, unauthenticated } from "@/lib/platform/errors";
import { newId } from "@/lib/platform/ids";
import type { Runtime } from "@/lib/platform/runtime";
import type { Identity } from "./authenticate";
import { claimInvitation, type InvitationRow } from "./invitation-store";
import { insertMembership } from "./member-store";
import { requirePendingInvitation } from "./pending-invitation";
import { requireGoodPassword } from "./require-good-password";
import type { AcceptedInvitation, AcceptInvitationInput } from "./schemas";
import { findUserByEmail, insertUser } from "./user-store";

type Person = { id: string; name: string; email: string };

/**
 * Joins the organization that a link invites to: with a new account, or with the signed-in one of the invited address.
 * A link works once. Throws `conflict` for a used, withdrawn or expired link and for somebody else's session,
 * `unauthenticated` when the person has an account and is not signed in.
 */
export async function acceptInvitation(
  runtime: Runtime,
  input: AcceptInvitationInput,
  caller: { identity: Identity | null; requestId: string },
): Promise<AcceptedInvitation> {
  const invitation = await requirePendingInvitation(runtime, input.token);
  const { organizationId, email } = invitation;
  const role = invitation.role as Role;
  const existing = await findUserByEmail(runtime.db, email);
  requireInvitedPerson(invitation, caller.identity, existing !== null);
  const account = existing ? null : await makeAccount(runtime, email, input);
  const person: Person = existing ?? account!;

  const now = runtime.now();
  const work = runtime.db.$transaction(async (tx) => {
    if (!(await claimInvitation(tx, invitation, now)))
      throw conflict("This invitation was used already. Sign in instead");
    if (account) await insertUser(tx, { ...account, createdAt: now });
    await insertMembership(tx, { organizationId, userId: person.id, role, createdAt: now });
    await recordAudit(tx, memberCtx(runtime, person, invitation, caller.requestId), {
      action: "invitation.accept",
      subjectType: "member",
      subjectId: person.id,
      before: null,
      after: { email, role },
    });
  });
  await work.catch((error: unknown) => {
    throw isUniqueViolation(error) ? conflict(`${email} is a member already. Sign in instead`) : error;
  });
  runtime.sessions.forget(person.id);
  return { organizationId, email, role };
}

function requireInvitedPerson({ email }: InvitationRow, identity: Identity | null, hasAccount: boolean): void {
  const signedInAs = identity?.actor.type === "user" ? identity.actor.email : null;
  if (signedInAs && signedInAs !== email) {
    throw conflict(
      `This invitation is for ${email}, but you are signed in as ${signedInAs}. Sign out, then open the link again`,
    );
  }
  if (hasAccount && !signedInAs) {
    throw unauthenticated(`There is an account for ${email} already. Sign in, then open the link again`);
  }
}

async function makeAccount(runtime: Runtime, email: string, { name, password }: AcceptInvitationInput) {
  if (!name) throw invalidInput("Say how others should see you", { field: "name" });
  if (!password) throw invalidInput("Choose a password", { field: "password" });
  requireGoodPassword(password, { email, name });
  const passwordHash = await runtime.passwords.hash(password);
  return { id: newId(runtime.now().getTime()), name, email, passwordHash };
}

function memberCtx(runtime: Runtime, { id, name, email }: Person, invitation: InvitationRow, requestId: string): Ctx {
  const role = invitation.role as Role;
  return {
    actor: { type: "user", id, name, email, role },
    scopes: scopesOfRole(role),
    organizationId: invitation.organizationId,
    requestId,
    now: runtime.now,
    db: runtime.db,
    runtime,
  };
}
