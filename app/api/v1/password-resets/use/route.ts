import { publicRoute, resetPassword } from "@/lib/auth";
import { ResetPasswordInput } from "@/lib/auth/schemas";

/** Sets another password through a one-time link, and ends every session of the person. */
export const POST = publicRoute({
  body: ResetPasswordInput,
  handle: ({ runtime, requestId, body }) => resetPassword(runtime, body, { requestId }),
});
