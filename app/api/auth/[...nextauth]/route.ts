import NextAuth from "next-auth";
import type { NextRequest } from "next/server";
import { nextAuthOptions } from "@/lib/auth";
import { getRuntime } from "@/lib/platform/runtime";

type Context = { params: Promise<{ nextauth: string[] }> };

/** Sign-in, sign-out and session of people. next-auth checks its own token against cross-site requests. */
const handler = async (request: NextRequest, context: Context): Promise<Response> =>
  (await NextAuth(request, context, nextAuthOptions(getRuntime()))) as Response;

export { handler as GET, handler as POST };
