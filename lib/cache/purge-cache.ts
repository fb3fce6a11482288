import { recordAudit } from "@/lib/platform/audit";
import { requireScope, type Ctx } from "@/lib/platform/ctx";
import { getTask } from "@/lib/registry";
import { writePurge } from "./purge-store";
import type { CachePurge, PurgeCacheInput } from "./schemas";

/**
 * Forgets the answers kept for one task or all, in this process at once and in others within five seconds. Calls under
 * way are not kept either. It cannot be undone and costs only that the next requests are paid again.
 */
export async function purgeCache(ctx: Ctx, { task }: PurgeCacheInput): Promise<CachePurge> {
  requireScope(ctx, "write");
  if (task !== undefined) await getTask(ctx, task);
  const taskSlug = task ?? null;
  const purgedAt = ctx.now();
  await ctx.db.$transaction(async (tx) => {
    await writePurge(tx, ctx.organizationId, taskSlug, purgedAt);
    await recordAudit(tx, ctx, {
      action: "cache.purge",
      subjectType: "cache",
      subjectId: task ?? "all",
      before: null,
      after: { task: taskSlug, purgedAt: purgedAt.toISOString() },
    });
  });
  const forgotten = ctx.runtime.responseCache.forget(ctx.organizationId, taskSlug, purgedAt.getTime());
  return { task: taskSlug, purgedAt: purgedAt.toISOString(), forgotten };
}
