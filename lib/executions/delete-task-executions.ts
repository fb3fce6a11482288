import { requireScope, type Ctx } from "@/lib/platform/ctx";

/** Removes every execution of a task and what the rollups counted of them. Meant for the demo: real ones are history. */
export async function deleteTaskExecutions(ctx: Ctx, task: string): Promise<void> {
  requireScope(ctx, "write");
  const { organizationId } = ctx;
  await ctx.db.$transaction(async (tx) => {
    await tx.execution.deleteMany({ where: { organizationId, taskSlug: task } });
    await tx.executionRollup.deleteMany({ where: { organizationId, taskSlug: task } });
  });
}
