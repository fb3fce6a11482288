import { recordAudit } from "@/lib/platform/audit";
import { requireScope, type Ctx } from "@/lib/platform/ctx";
import { conflict } from "@/lib/platform/errors";
import { changeRegistry } from "./change-registry";
import { getTask } from "./list-tasks";
import { deleteTaskRows } from "./task-store";
import { deleteModelVersionRows } from "./version-store";

/**
 * Removes a task that people added, with its configurations and model versions. Its recorded executions stay, since
 * they were paid for. Throws `conflict` for a built-in one.
 */
export async function deleteTask(ctx: Ctx, slug: string): Promise<{ slug: string }> {
  requireScope(ctx, "write");
  const before = await getTask(ctx, slug);
  if (before.isBuiltIn) throw conflict(`\`${slug}\` is built in and cannot be deleted`);
  await changeRegistry(ctx, async (tx) => {
    await deleteModelVersionRows(tx, ctx.organizationId, slug);
    await deleteTaskRows(tx, ctx.organizationId, slug);
    await recordAudit(tx, ctx, { action: "task.delete", subjectType: "task", subjectId: slug, before, after: null });
  });
  return { slug };
}
