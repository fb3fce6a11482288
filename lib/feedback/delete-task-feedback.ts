import { requireScope, type Ctx } from "@/lib/platform/ctx";

/** Removes everything that was said of a task's executions. Meant for the demo: real opinions are history. */
export async function deleteTaskFeedback(ctx: Ctx, task: string): Promise<void> {
  requireScope(ctx, "write");
  await ctx.db.$executeRaw`
    delete from measured_qualities where organization_id = ${ctx.organizationId}::uuid and execution_id in (
      select execution_id from feedback where organization_id = ${ctx.organizationId}::uuid and task_slug = ${task})`;
  await ctx.db.$executeRaw`
    delete from feedback where organization_id = ${ctx.organizationId}::uuid and task_slug = ${task}`;
}
