import { acceptInvitation, authenticateRequest, publicRoute } from "@/lib/auth";
import { AcceptInvitationInput } from "@/lib/auth/schemas";

/** Joins an organization through an invitation link: with a new account, or signed in as the invited person. */
export const POST = publicRoute({
  body: AcceptInvitationInput,
  status: 201,
  handle: async ({ runtime, requestId, body, request }) => {
    const identity = await authenticateRequest(runtime, { cookie: request.headers.get("cookie") });
    return acceptInvitation(runtime, body, { identity, requestId });
  },
});
