import { SCOPES, type Role, type Scope } from "@/lib/platform/ctx";
import type { Database } from "@/lib/platform/db";
import { newId } from "@/lib/platform/ids";
import type { Runtime } from "@/lib/platform/runtime";
import { newToken } from "@/lib/platform/secrets";
import { testRuntime } from "@/lib/platform/test-runtime";
import { createKeyCache } from "./key-cache";
import { insertKey } from "./key-store";
import { createPasswordHasher } from "./password-hasher";
import { createSessionCache } from "./session-cache";
import { issueSessionToken, sessionCookieName } from "./session-token";

/** Hashes in under a millisecond. */
export const CHEAP_COST = { log2N: 4, blockSize: 8, parallelism: 1 };

export const PASSWORD = "tin roof rusted";

/** A runtime with this domain's resources and a clock that the test moves. */
export function testAuthRuntime(
  db: Database,
  given: Partial<Runtime> = {},
): Runtime & { advanceMs: (ms: number) => void } {
  let offsetMs = 0;
  const now = () => new Date(Date.now() + offsetMs);
  const base = testRuntime({ db, now });
  return {
    ...base,
    keys: createKeyCache(db, now, base.log),
    sessions: createSessionCache(db, now),
    passwords: createPasswordHasher(CHEAP_COST),
    onOrganizationCreated: async () => {},
    ...given,
    advanceMs: (ms) => (offsetMs += ms),
  };
}

export type TestPerson = { userId: string; email: string; cookie: string };

/** A person with this role and a session. */
export async function insertTestPerson(runtime: Runtime, organizationId: string, role: Role): Promise<TestPerson> {
  const userId = newId();
  const email = `${role}-${userId}@company.test`;
  const passwordHash = await runtime.passwords.hash(PASSWORD);
  await runtime.db.user.create({ data: { id: userId, email, name: `A ${role}`, passwordHash } });
  await runtime.db.membership.create({ data: { organizationId, userId, role } });
  return { userId, email, cookie: await testCookie(runtime, { userId, organizationId }) };
}

export async function testCookie(
  runtime: Runtime,
  session: { userId: string; organizationId: string; epoch?: number },
): Promise<string> {
  const { userId, organizationId, epoch = 0 } = session;
  const signedInAt = Math.floor(runtime.now().getTime() / 1_000);
  const token = await issueSessionToken(
    { sub: userId, organizationId, epoch, signedInAt },
    runtime.environment.nextAuthSecret,
  );
  return `${sessionCookieName(runtime.publicUrl)}=${token}`;
}

/** A key of the organization; returns it with its id. */
export async function insertTestKey(
  runtime: Runtime,
  organizationId: string,
  options: { scopes?: readonly Scope[]; expiresAt?: Date | null } = {},
): Promise<{ key: string; keyId: string }> {
  const key = newToken("gym_");
  const { scopes = SCOPES, expiresAt = null } = options;
  const row = await insertKey(runtime.db, {
    organizationId,
    name: "CI",
    key,
    scopes,
    createdBy: newId(),
    expiresAt,
    now: runtime.now(),
  });
  return { key, keyId: row.id };
}

type Handler = (request: Request, context: { params: Promise<Record<string, string>> }) => Promise<Response>;

export type TestCall = {
  method?: string;
  as?: { key?: string; cookie?: string };
  params?: Record<string, string>;
  query?: string;
  body?: unknown;
  headers?: Record<string, string>;
};

/** Calls an exported route function as a browser or a program would. */
export async function call(
  handler: Handler,
  options: TestCall = {},
): Promise<{
  status: number;
  body: { data?: unknown; nextCursor?: unknown; error?: { code: string; message: string; field?: string } };
}> {
  const { as, body, query = "" } = options;
  const headers = new Headers({
    host: "127.0.0.1:3000",
    ...(as?.key && { authorization: `Bearer ${as.key}` }),
    ...(as?.cookie && { cookie: as.cookie, "sec-fetch-site": "same-origin" }),
    ...options.headers,
  });
  const method = options.method ?? (body === undefined ? "GET" : "POST");
  const init = { method, headers, ...(body !== undefined && { body: JSON.stringify(body) }) };
  const response = await handler(new Request(`http://127.0.0.1:3000/api/v1/test${query}`, init), {
    // Next gives undefined to routes without parameters, whatever its types say.
    params: Promise.resolve(options.params as Record<string, string>),
  });
  return { status: response.status, body: (await response.json()) as never };
}
