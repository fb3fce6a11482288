import { recordAudit } from "@/lib/platform/audit";
import { requireScope, type Ctx } from "@/lib/platform/ctx";
import { changeRegistry } from "./change-registry";
import { requireTask } from "./list-tasks";
import type { Task, UpdateTaskInput } from "./task-schemas";
import { updateTaskRow } from "./task-store";

/** Changes name, description or category. The slug and the kind stay, since callers and history refer to them. */
export async function updateTask(ctx: Ctx, slug: string, input: UpdateTaskInput): Promise<Task> {
  requireScope(ctx, "write");
  return changeRegistry(ctx, async (tx) => {
    const before = await requireTask(tx, ctx.organizationId, slug);
    const after = await updateTaskRow(tx, ctx.organizationId, slug, input, ctx.now());
    await recordAudit(tx, ctx, { action: "task.update", subjectType: "task", subjectId: slug, before, after });
    return after;
  });
}
