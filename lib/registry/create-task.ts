import { recordAudit } from "@/lib/platform/audit";
import { requireScope, type Ctx } from "@/lib/platform/ctx";
import { isUniqueViolation } from "@/lib/platform/db";
import { conflict } from "@/lib/platform/errors";
import { newId } from "@/lib/platform/ids";
import { defaultConfiguration } from "./built-in-tasks";
import { changeRegistry } from "./change-registry";
import { requireKnownModels } from "./require-known-models";
import { requireKnownTasks } from "./require-known-tasks";
import type { CreateTaskInput, Task } from "./task-schemas";
import { insertConfiguration, insertTask } from "./task-store";

/** Adds a task with version 1 of its configuration. Throws `conflict` when the slug is taken. */
export async function createTask(ctx: Ctx, input: CreateTaskInput): Promise<Task> {
  requireScope(ctx, "write");
  const { configuration = defaultConfiguration(input.slug, input.kind), ...facts } = input;
  const { organizationId } = ctx;
  const now = ctx.now();
  try {
    return await changeRegistry(ctx, async (tx) => {
      await requireKnownModels(tx, organizationId, configuration);
      await requireKnownTasks(tx, organizationId, input, configuration);
      for (const check of ctx.runtime.configurationChecks ?? []) await check(tx, organizationId, configuration);
      const row = { ...facts, id: newId(now.getTime()), isBuiltIn: false, configurationVersion: 1 };
      const task = await insertTask(tx, organizationId, row, now);
      await insertConfiguration(
        tx,
        organizationId,
        { taskSlug: task.slug, version: 1, configuration, reason: "Created", createdBy: ctx.actor.name },
        now,
      );
      await recordAudit(tx, ctx, {
        action: "task.create",
        subjectType: "task",
        subjectId: task.slug,
        before: null,
        after: { ...task, configuration },
      });
      return task;
    });
  } catch (error) {
    if (!isUniqueViolation(error)) throw error;
    throw conflict(`There is a task \`${input.slug}\` already: choose another slug`, { field: "slug", cause: error });
  }
}
