import { invite, listInvitations, route } from "@/lib/auth";
import { InviteInput } from "@/lib/auth/schemas";
import { PageQuery } from "@/lib/platform/pagination";

/** Lists invitations that nobody accepted or revoked, newest first. */
export const GET = route({
  scope: "admin",
  query: PageQuery,
  handle: ({ ctx, query }) => listInvitations(ctx, query),
});

/** Invites a person for seven days. The answer is the only one that holds the link. */
export const POST = route({
  scope: "admin",
  body: InviteInput,
  status: 201,
  handle: ({ ctx, body }) => invite(ctx, body),
});
