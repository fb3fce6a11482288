import type { Ctx } from "@/lib/platform/ctx";
import type { DatabaseTransaction } from "@/lib/platform/db";
import { messageOf } from "@/lib/platform/errors";

/**
 * Runs a change with its audit row in one transaction, then brings the snapshot up to date. When only the second step
 * fails the change stands: the regular look for changes finds it later.
 */
export async function changeRegistry<Result>(
  ctx: Ctx,
  change: (tx: DatabaseTransaction) => Promise<Result>,
): Promise<Result> {
  const result = await ctx.db.$transaction(change);
  await ctx.runtime.registry.refresh(ctx.organizationId).catch((error: unknown) => {
    ctx.runtime.log.warn({ organizationId: ctx.organizationId, reason: messageOf(error) }, "registry refresh failed");
  });
  return result;
}
