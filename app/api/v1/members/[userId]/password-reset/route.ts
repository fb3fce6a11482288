import { makeResetLink, route } from "@/lib/auth";

/**
 * Makes a one-time link with which a member chooses another password within a day. The answer is the only one that
 * holds it. Their sessions end when it is used.
 */
export const POST = route({
  scope: "admin",
  status: 201,
  handle: ({ ctx, params }) => makeResetLink(ctx, params.userId ?? ""),
});
