import { parseCookie } from "./parse-cookie";
import { decode, encode } from "next-auth/jwt";
import { z } from "zod";

/** A session ends two weeks after signing in, however much it is used. */
export const SESSION_SECONDS = 14 * 24 * 60 * 60;

/** What the encrypted session cookie says. */
export const SessionClaims = z.object({
  /** The person. */
  sub: z.string(),
  organizationId: z.string(),
  /** `users.session_epoch` at sign-in: a raised epoch ends the session. */
  epoch: z.number().int(),
  /** Seconds since 1970. */
  signedInAt: z.number().int(),
});
export type SessionClaims = z.infer<typeof SessionClaims>;

/** Browsers keep a `__Secure-` cookie only over TLS, so its name follows the public address. */
export const sessionCookieName = (publicUrl: string): string =>
  publicUrl.startsWith("https://") ? "__Secure-next-auth.session-token" : "next-auth.session-token";

export const issueSessionToken = (claims: SessionClaims, secret: string): Promise<string> =>
  encode({ token: claims, secret, maxAge: SESSION_SECONDS });

/** The claims of the session cookie, or null when there is none or it is forged, foreign or over. */
export async function readSessionCookie(
  cookieHeader: string,
  options: { secret: string; publicUrl: string; now: Date },
): Promise<SessionClaims | null> {
  const token = parseCookie(cookieHeader, sessionCookieName(options.publicUrl));
  if (!token) return null;
  const payload = await decode({ token, secret: options.secret }).catch(() => null);
  const claims = SessionClaims.safeParse(payload);
  if (!claims.success) return null;
  const ageSeconds = options.now.getTime() / 1_000 - claims.data.signedInAt;
  return ageSeconds < SESSION_SECONDS ? claims.data : null;
}
