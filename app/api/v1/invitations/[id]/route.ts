import { revokeInvitation, route } from "@/lib/auth";

/** Makes an invitation's link useless. Answers 409 when it was accepted or revoked before. */
export const DELETE = route({
  scope: "admin",
  handle: ({ ctx, params }) => revokeInvitation(ctx, params.id ?? ""),
});
