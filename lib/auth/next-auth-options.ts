import type { AuthOptions, User } from "next-auth";
import CredentialsProvider from "next-auth/providers/credentials";
import { z } from "zod";
import { isAppError } from "@/lib/platform/errors";
import { parseInput } from "@/lib/platform/http/parse-input";
import type { Runtime } from "@/lib/platform/runtime";
import { clientAddress } from "./client-address";
import { SignInInput } from "./schemas";
import { SESSION_SECONDS, SessionClaims } from "./session-token";
import { signIn } from "./sign-in";

const UNEXPECTED = "Something went wrong on our side. Try again in a moment";

/** next-auth carries what `authorize` returns to the `jwt` callback, and there it becomes the cookie's content. */
type SignedIn = User & { claims: SessionClaims };

/**
 * Sign-in with email and password; encrypted session cookies. The cookie says who signed in and when, and the session
 * cache decides on each request whether that still counts, so sessions can be ended on the server.
 */
export function nextAuthOptions(runtime: Runtime): AuthOptions {
  const { log, environment, publicUrl } = runtime;
  // next-auth takes its own address from the environment only, and otherwise assumes localhost:3000.
  process.env.NEXTAUTH_URL = `${publicUrl}/api/auth`;
  return {
    secret: environment.nextAuthSecret,
    useSecureCookies: publicUrl.startsWith("https://"),
    session: { strategy: "jwt", maxAge: SESSION_SECONDS },
    pages: { signIn: "/sign-in", error: "/sign-in" },
    providers: [
      CredentialsProvider({
        credentials: { email: { type: "email" }, password: { type: "password" } },
        authorize: async (credentials, request) => {
          const forwardedFor = (request.headers as Record<string, string> | undefined)?.["x-forwarded-for"];
          const { email, password } = credentials ?? {};
          const claims = await saying(runtime, () =>
            signIn(runtime, parseInput(SignInInput, { email, password }), clientAddress(forwardedFor)),
          );
          return { id: claims.sub, claims } satisfies SignedIn;
        },
      }),
    ],
    callbacks: {
      jwt: async ({ token, user, trigger, session }) => {
        if (user) return { ...(user as SignedIn).claims };
        const claims = SessionClaims.parse(token);
        return trigger === "update" ? moved(runtime, claims, session) : claims;
      },
    },
    logger: {
      error: (code, metadata) => log.debug({ code, reason: reasonOf(metadata) }, "next-auth"),
      warn: (code) => log.debug({ code }, "next-auth"),
      debug: () => {},
    },
  };
}

/** next-auth shows the message of what `authorize` throws, so only messages for people may leave it. */
async function saying<Result>(runtime: Runtime, work: () => Promise<Result>): Promise<Result> {
  try {
    return await work();
  } catch (error) {
    if (isAppError(error) && error.code !== "internal") throw new Error(error.message, { cause: error });
    runtime.log.error({ err: error }, "sign-in failed");
    throw new Error(UNEXPECTED, { cause: error });
  }
}

/**
 * The session in the organization that the browser asks for. It stays as it is when the person is no member there or
 * the database does not answer: next-auth would end it on any error.
 */
async function moved(runtime: Runtime, claims: SessionClaims, session: unknown): Promise<SessionClaims> {
  const wish = SessionUpdate.safeParse(session);
  if (!wish.success) return claims;
  const { organizationId } = wish.data;
  const member = await runtime.sessions.find(claims.sub, organizationId).catch(() => null);
  return member?.sessionEpoch === claims.epoch ? { ...claims, organizationId } : claims;
}

const SessionUpdate = z.object({ organizationId: z.uuid() });

const reasonOf = (metadata: unknown): string | undefined =>
  metadata instanceof Error
    ? metadata.message
    : typeof metadata === "object" && metadata !== null && "message" in metadata
      ? String(metadata.message)
      : undefined;
