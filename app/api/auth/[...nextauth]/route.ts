import NextAuth from "next-auth";
import { NextRequest } from "next/server";
import { nextAuthOptions, publicRoute } from "@/lib/auth";
import { parseJson } from "@/lib/platform/http/parse-json";
import { readBody } from "@/lib/platform/http/read-body";

/** Far more than an address and a password need. */
const MAX_BODY_BYTES = 16_000;

/** Sign-in, sign-out and session of people: next-auth's own protocol, within our limits and our error envelope. */
const handler = publicRoute({
  handle: async ({ runtime, request, params }) => {
    const context = { params: Promise.resolve({ nextauth: (params.nextauth ?? "").split("/") }) };
    return (await NextAuth(await withBoundedBody(request), context, nextAuthOptions(runtime))) as Response;
  },
});

export { handler as GET, handler as POST };

/** next-auth reads whatever is sent, however large, and fails on what is not JSON. */
async function withBoundedBody(request: Request): Promise<NextRequest> {
  const { url, method, headers } = request;
  if (method !== "POST") return new NextRequest(url, { method, headers });
  const bytes = await readBody(request, MAX_BODY_BYTES);
  if (headers.get("content-type")?.includes("application/json")) parseJson(bytes);
  return new NextRequest(url, { method, headers, body: new Blob([new Uint8Array(bytes)]) });
}
