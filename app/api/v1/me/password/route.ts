import { changePassword, route } from "@/lib/auth";
import { ChangePasswordInput } from "@/lib/auth/schemas";

/** Gives the signed-in person another password and ends all their sessions, this one included. */
export const POST = route({
  scope: "read",
  body: ChangePasswordInput,
  handle: ({ ctx, body }) => changePassword(ctx, body),
});
