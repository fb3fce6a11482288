import { AppError, forbidden, unauthenticated } from "@/lib/platform/errors";
import type { Runtime } from "@/lib/platform/runtime";
import { listOrganizationsOf } from "./member-store";
import type { SignInInput } from "./schemas";
import type { SessionClaims } from "./session-token";
import { findUserByEmail, replacePasswordForm } from "./user-store";

const MINUTE_MS = 60_000;

/**
 * Attempts, whether they succeed or not. The daily limit is the 100 of NIST SP 800-63B-4 §3.2.2; the short ones keep a
 * single address from using it up, so that nobody can lock somebody else out from one place.
 */
const LIMITS = {
  accountFromAddress: { limit: 10, windowMs: 15 * MINUTE_MS },
  address: { limit: 60, windowMs: 15 * MINUTE_MS },
  account: { limit: 100, windowMs: 24 * 60 * MINUTE_MS },
} as const;

/**
 * Checks address and password, and says what the session is to hold. An unknown account takes as long as a wrong
 * password and answers the same. Throws `unauthenticated`, `rate_limited`, or `forbidden` for somebody without organization.
 */
export async function signIn(runtime: Runtime, input: SignInInput, address: string): Promise<SessionClaims> {
  await requireFewAttempts(runtime, input.email, address);
  const user = await findUserByEmail(runtime.db, input.email);
  const stored = user?.passwordHash ?? null;
  const { isMatch, needsRehash } = await runtime.passwords.verify(input.password, stored);
  if (!user || !stored || !isMatch) throw unauthenticated("The email address or the password is wrong");

  const [organization] = await listOrganizationsOf(runtime.db, user.id);
  if (!organization) throw forbidden("You are not a member of any organization any more. Ask for an invitation");
  if (needsRehash) await replacePasswordForm(runtime.db, user.id, stored, await runtime.passwords.hash(input.password));
  const signedInAt = Math.floor(runtime.now().getTime() / 1_000);
  return { sub: user.id, organizationId: organization.id, epoch: user.sessionEpoch, signedInAt };
}

/** Counts an attempt. Throws `rate_limited` above one of the limits. Also guards the change of a password. */
export async function requireFewAttempts(runtime: Runtime, email: string, address: string): Promise<void> {
  const results = await Promise.all([
    runtime.rateLimiter.hit(`sign-in:pair:${email}:${address}`, LIMITS.accountFromAddress),
    runtime.rateLimiter.hit(`sign-in:address:${address}`, LIMITS.address),
  ]);
  // Attempts that the first two stop are not counted against the account as a whole.
  if (results.every(({ allowed }) => allowed)) {
    results.push(await runtime.rateLimiter.hit(`sign-in:account:${email}`, LIMITS.account));
  }
  const refused = results.find(({ allowed }) => !allowed);
  if (!refused) return;
  const retryAfterMs = Math.max(1_000, refused.resetAt.getTime() - runtime.now().getTime());
  const minutes = Math.ceil(retryAfterMs / MINUTE_MS);
  throw new AppError(
    "rate_limited",
    `Too many attempts. Try again in ${minutes} ${minutes === 1 ? "minute" : "minutes"}`,
    {
      retryAfterMs,
    },
  );
}
