import { revokeKey, route, updateKey } from "@/lib/auth";
import { UpdateKeyInput } from "@/lib/auth/schemas";

/** Changes an API key's name and its limits of requests and tokens per minute. */
export const PATCH = route({
  scope: "admin",
  body: UpdateKeyInput,
  handle: ({ ctx, params, body }) => updateKey(ctx, params.id ?? "", body),
});

/** Revokes an API key, everywhere within five seconds. */
export const DELETE = route({
  scope: "admin",
  handle: ({ ctx, params }) => revokeKey(ctx, params.id ?? ""),
});
