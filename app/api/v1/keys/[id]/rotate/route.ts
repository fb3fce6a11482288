import { rotateKey, route } from "@/lib/auth";
import { RotateKeyInput } from "@/lib/auth/schemas";

/** Replaces an API key; the old one goes on working for `overlapHours`. Answers 409 when it has ended already. */
export const POST = route({
  scope: "admin",
  body: RotateKeyInput,
  status: 201,
  handle: ({ ctx, params, body }) => rotateKey(ctx, params.id ?? "", body),
});
