import { changeRole, removeMember, route } from "@/lib/auth";
import { ChangeRoleInput } from "@/lib/auth/schemas";

/** Gives a member another role. The last owner stays owner, and nobody grants a role above their own. */
export const PATCH = route({
  scope: "admin",
  body: ChangeRoleInput,
  handle: ({ ctx, params, body }) => changeRole(ctx, params.userId ?? "", body),
});

/** Removes a member. Everybody may remove themselves, hence only `read`; the verb asks for more to remove others. */
export const DELETE = route({
  scope: "read",
  handle: ({ ctx, params }) => removeMember(ctx, params.userId ?? ""),
});
