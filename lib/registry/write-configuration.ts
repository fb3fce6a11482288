import { recordAudit } from "@/lib/platform/audit";
import { requireScope, type Ctx } from "@/lib/platform/ctx";
import type { DatabaseTransaction } from "@/lib/platform/db";
import { conflict } from "@/lib/platform/errors";
import { changeRegistry } from "./change-registry";
import { requireTask } from "./list-tasks";
import { requireKnownModels } from "./require-known-models";
import { requireKnownTasks } from "./require-known-tasks";
import type { Configuration, ConfigurationVersion, Task } from "./task-schemas";
import { advanceVersion, insertConfiguration, selectConfiguration } from "./task-store";

export type ConfigurationWrite = {
  /** Such as `configuration.put`. */
  action: string;
  /** undefined = whatever is in force when the transaction begins. */
  expectedVersion: number | undefined;
  reason: string;
  /** The new content. */
  content: (tx: DatabaseTransaction, task: Task) => Promise<Configuration>;
};

/**
 * Makes a new immutable version the one in force, with its audit row in the same transaction. Of two writers that
 * read the same version only the first succeeds; the other gets `conflict` and can look at what changed.
 */
export async function writeConfiguration(
  ctx: Ctx,
  taskSlug: string,
  { action, expectedVersion, reason, content }: ConfigurationWrite,
): Promise<ConfigurationVersion> {
  requireScope(ctx, "write");
  const { organizationId } = ctx;
  const now = ctx.now();
  return changeRegistry(ctx, async (tx) => {
    const task = await requireTask(tx, organizationId, taskSlug);
    const from = task.configurationVersion;
    if (expectedVersion !== undefined && expectedVersion !== from) throw changedMeanwhile(task, expectedVersion);
    const configuration = await content(tx, task);
    await requireKnownModels(tx, organizationId, configuration);
    await requireKnownTasks(tx, organizationId, task, configuration);
    for (const check of ctx.runtime.configurationChecks ?? []) await check(tx, organizationId, configuration);
    if (!(await advanceVersion(tx, organizationId, taskSlug, { from, to: from + 1 }, now)))
      throw changedMeanwhile(task, from);
    const before = await selectConfiguration(tx, organizationId, taskSlug, from);
    const row = { taskSlug, version: from + 1, configuration, reason, createdBy: ctx.actor.name };
    const stored = await insertConfiguration(tx, organizationId, row, now);
    await recordAudit(tx, ctx, {
      action,
      subjectType: "configuration",
      subjectId: taskSlug,
      before: before && { version: before.version, configuration: before.configuration },
      after: { version: stored.version, configuration },
      reason: reason || null,
    });
    return toConfigurationVersion(stored, stored.version);
  });
}

export function toConfigurationVersion(
  { taskSlug, ...stored }: { taskSlug: string } & Omit<ConfigurationVersion, "task" | "isCurrent">,
  currentVersion: number,
): ConfigurationVersion {
  return { task: taskSlug, ...stored, isCurrent: stored.version === currentVersion };
}

function changedMeanwhile(task: Task, expectedVersion: number) {
  return conflict(
    `The configuration of \`${task.slug}\` was changed meanwhile: version ${expectedVersion} is no longer in force. Load it again and repeat your change`,
    { field: "expectedVersion", details: { expectedVersion } },
  );
}
