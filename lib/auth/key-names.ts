import { requireScope, type Ctx } from "@/lib/platform/ctx";
import { isId } from "@/lib/platform/ids";

/** Names of the organization's API keys, also of ended ones, by id; unknown ids are left out. */
export async function keyNames(ctx: Ctx, ids: readonly string[]): Promise<ReadonlyMap<string, string>> {
  requireScope(ctx, "read");
  const known = ids.filter(isId);
  if (known.length === 0) return new Map();
  const rows = await ctx.db.apiKey.findMany({
    where: { organizationId: ctx.organizationId, id: { in: known } },
    select: { id: true, name: true },
  });
  return new Map(rows.map(({ id, name }) => [id, name]));
}
