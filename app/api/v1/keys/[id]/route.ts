import { revokeKey, route } from "@/lib/auth";

/** Revokes an API key, everywhere within five seconds. */
export const DELETE = route({
  scope: "admin",
  handle: ({ ctx, params }) => revokeKey(ctx, params.id ?? ""),
});
