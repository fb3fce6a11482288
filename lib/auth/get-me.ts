import { requireScope, SCOPES, type Ctx } from "@/lib/platform/ctx";
import { notFound } from "@/lib/platform/errors";
import { listOrganizationsOf } from "./member-store";
import { findOrganization } from "./organization-store";
import type { Me } from "./schemas";

/** Who the caller is, what they may do, and where else they belong. */
export async function getMe(ctx: Ctx): Promise<Me> {
  requireScope(ctx, "read");
  const { actor } = ctx;
  const isPerson = actor.type === "user";
  const [organization, organizations] = await Promise.all([
    findOrganization(ctx.db, ctx.organizationId),
    isPerson ? listOrganizationsOf(ctx.db, actor.id) : [],
  ]);
  if (!organization) throw notFound("This organization does not exist any more");
  const { type, id, name } = actor;
  return {
    actor: { type, id, name, email: isPerson ? actor.email : null, role: isPerson ? actor.role : null },
    scopes: SCOPES.filter((scope) => ctx.scopes.has(scope)),
    organization,
    organizations,
  };
}
