import { conflict, notFound } from "@/lib/platform/errors";
import type { Runtime } from "@/lib/platform/runtime";
import { hashToken } from "@/lib/platform/secrets";
import { findMembership, listOrganizationsOf } from "./member-store";
import { isRecoveryToken, readRecoveryToken } from "./recovery-token";
import { findResetByToken, type ResetRow } from "./reset-store";
import type { SessionMember } from "./session-cache";
import { findUserByEmail } from "./user-store";

/** Whose password a link is for. `row` is null for a link of the command line, which is stored when it is used. */
export type PendingReset = { member: SessionMember; row: ResetRow | null; expiresAt: Date };

const ENDED = "This link was used already or has ended. Ask for another one";

/** For the page of the link. Throws like `requirePendingReset`. */
export async function previewPasswordReset(runtime: Runtime, token: string): Promise<{ email: string; name: string }> {
  const { email, name } = (await requirePendingReset(runtime, token)).member;
  return { email, name };
}

/**
 * What a link is for. Throws `not_found` for one that is not ours, `conflict` for one that was used or has ended: also
 * because the person left, got another role, or joined a second organization meanwhile.
 */
export function requirePendingReset(runtime: Runtime, token: string): Promise<PendingReset> {
  return isRecoveryToken(token) ? recovery(runtime, token) : stored(runtime, token);
}

async function stored(runtime: Runtime, token: string): Promise<PendingReset> {
  const row = await findResetByToken(runtime.db, hashToken(token));
  if (!row) throw notALink();
  if (row.usedAt || row.revokedAt || row.expiresAt <= runtime.now()) throw conflict(ENDED);
  const member = await findMembership(runtime.db, row.organizationId, row.userId);
  if (!member || member.role !== row.role) throw conflict(ENDED);
  if ((await listOrganizationsOf(runtime.db, row.userId)).length > 1) throw conflict(ENDED);
  return { member, row, expiresAt: row.expiresAt };
}

async function recovery(runtime: Runtime, token: string): Promise<PendingReset> {
  const found = readRecoveryToken(token, runtime.environment.nextAuthSecret);
  if (!found) throw notALink();
  const expiresAt = new Date(found.expiresAtMs);
  const isUsed = (await findResetByToken(runtime.db, hashToken(token))) !== null;
  if (isUsed || expiresAt <= runtime.now()) throw conflict(ENDED);
  const user = await findUserByEmail(runtime.db, found.email);
  const [organization] = user ? await listOrganizationsOf(runtime.db, user.id) : [];
  const member = user && organization ? await findMembership(runtime.db, organization.id, user.id) : null;
  if (!member) throw notFound(`Nobody here has the address ${found.email}. Make the link for another one`);
  return { member, row: null, expiresAt };
}

const notALink = () => notFound("This link is not valid. Open the whole link, or ask for another one");
