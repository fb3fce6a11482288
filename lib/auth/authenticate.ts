import { scopesOfRole, type Actor, type Scope } from "@/lib/platform/ctx";
import { unauthenticated } from "@/lib/platform/errors";
import type { Runtime } from "@/lib/platform/runtime";
import { readSessionCookie } from "./session-token";
import type { ApiKeyIdentity } from "./key-cache";
import type { SessionMember } from "./session-cache";

/** Who a request comes from, and what they may do in which organization. */
export type Identity = { actor: Actor; scopes: ReadonlySet<Scope>; organizationId: string };

type Credentials = { authorization?: string | null; cookie?: string | null };

/**
 * The identity behind a bearer key or a session cookie; null when neither is given or the session is over. A key
 * counts before a cookie. Throws `unauthenticated` for a key that is given but not valid, and `unavailable` when the
 * database is needed and does not answer: that is not the caller's fault, so it is not a 401.
 */
export async function authenticateRequest(runtime: Runtime, credentials: Credentials): Promise<Identity | null> {
  const key = bearerToken(credentials.authorization);
  if (key !== null) {
    const identity = await runtime.keys.find(key);
    if (identity) return identityOfKey(identity);
    throw unauthenticated("This API key is unknown, expired or revoked. Make another one under Settings, API keys");
  }
  if (!credentials.cookie) return null;
  const member = await findSessionMember(runtime, credentials.cookie);
  return member && identityOfMember(member);
}

/** The key of an `Authorization: Bearer …` header, or null when the header is missing or of another kind. */
function bearerToken(authorization: string | null | undefined): string | null {
  return /^bearer +(\S.*)$/i.exec(authorization ?? "")?.[1]?.trim() ?? null;
}

/** The member whose session cookie this is; null when the session is over, revoked or not ours. */
async function findSessionMember(runtime: Runtime, cookie: string): Promise<SessionMember | null> {
  const { environment, publicUrl, now, sessions } = runtime;
  const claims = await readSessionCookie(cookie, { secret: environment.nextAuthSecret, publicUrl, now: now() });
  if (!claims) return null;
  const member = await sessions.find(claims.sub, claims.organizationId);
  return member?.sessionEpoch === claims.epoch ? member : null;
}

function identityOfKey({ keyId, name, scopes, organizationId, rateLimits }: ApiKeyIdentity): Identity {
  return { actor: { type: "key", id: keyId, name, ...(rateLimits && { rateLimits }) }, scopes, organizationId };
}

function identityOfMember({ userId, name, email, role, organizationId }: SessionMember): Identity {
  return { actor: { type: "user", id: userId, name, email, role }, scopes: scopesOfRole(role), organizationId };
}
