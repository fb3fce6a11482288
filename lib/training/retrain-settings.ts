import { recordAudit } from "@/lib/platform/audit";
import { requireScope, type Ctx } from "@/lib/platform/ctx";
import type { Database, DatabaseTransaction } from "@/lib/platform/db";
import { getTask } from "@/lib/registry";
import { DEFAULT_RETRAIN_SETTINGS, RetrainSettings, type UpdateRetrainSettingsInput } from "./schemas";

/** The settings of these tasks; those that nobody set have the defaults. */
export async function settingsOf(
  db: Database | DatabaseTransaction,
  organizationId: string,
  tasks: readonly string[],
): Promise<Map<string, RetrainSettings>> {
  const rows = await db.retrainSettings.findMany({ where: { organizationId, taskSlug: { in: [...tasks] } } });
  const stored = new Map(
    rows.map(({ taskSlug, settings }) => [
      taskSlug,
      RetrainSettings.safeParse({ ...DEFAULT_RETRAIN_SETTINGS, ...(settings as object) }).data,
    ]),
  );
  return new Map(tasks.map((task) => [task, stored.get(task) ?? DEFAULT_RETRAIN_SETTINGS]));
}

/** How retraining of a task is watched. Throws `not_found` for an unknown task. */
export async function getRetrainSettings(ctx: Ctx, task: string): Promise<RetrainSettings> {
  requireScope(ctx, "read");
  await getTask(ctx, task);
  return (await settingsOf(ctx.db, ctx.organizationId, [task])).get(task)!;
}

/** Changes some of the settings; the others stay. The audit row is the way back. */
export async function updateRetrainSettings(
  ctx: Ctx,
  task: string,
  changes: UpdateRetrainSettingsInput,
): Promise<RetrainSettings> {
  requireScope(ctx, "write");
  await getTask(ctx, task);
  return ctx.db.$transaction(async (tx) => {
    const key = { organizationId: ctx.organizationId, taskSlug: task };
    await tx.$executeRaw`SELECT pg_advisory_xact_lock(hashtextextended(${`retrain:${ctx.organizationId}:${task}`}, 0))`;
    const before = (await settingsOf(tx, ctx.organizationId, [task])).get(task)!;
    const after = RetrainSettings.parse({ ...before, ...changes });
    const content = { settings: after, updatedBy: ctx.actor.name, updatedAt: ctx.now() };
    await tx.retrainSettings.upsert({
      where: { organizationId_taskSlug: key },
      create: { ...key, ...content },
      update: content,
    });
    await recordAudit(tx, ctx, {
      action: "retraining.update",
      subjectType: "task",
      subjectId: task,
      before,
      after,
    });
    return after;
  });
}
