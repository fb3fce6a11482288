import type { Ctx } from "@/lib/platform/ctx";
import type { DatabaseTransaction } from "@/lib/platform/db";
import { newId } from "@/lib/platform/ids";
import { fromStored, storableText, toStored } from "@/lib/platform/stored-json";
import type { Judgement, PutJudgeInput } from "./schemas";

export type SettingRow = NonNullable<Awaited<ReturnType<Ctx["db"]["judgeSetting"]["findFirst"]>>>;

const keyOf = ({ organizationId }: Ctx, taskSlug: string) => ({
  organizationId_taskSlug: { organizationId, taskSlug },
});

export const selectSettings = (ctx: Ctx): Promise<SettingRow[]> =>
  ctx.db.judgeSetting.findMany({ where: { organizationId: ctx.organizationId }, orderBy: { taskSlug: "asc" } });

export const findSetting = (
  db: Pick<DatabaseTransaction, "judgeSetting">,
  ctx: Ctx,
  task: string,
): Promise<SettingRow | null> => db.judgeSetting.findUnique({ where: keyOf(ctx, task) });

/** `since` stays when the judge does: what came before it is judged by nobody anew. */
export async function upsertSetting(
  tx: DatabaseTransaction,
  ctx: Ctx,
  task: string,
  { model, ...rest }: PutJudgeInput,
  before: SettingRow | null,
): Promise<SettingRow> {
  const content = {
    ...rest,
    modelSlug: model,
    since: before?.modelSlug === model ? before.since : ctx.now(),
    updatedBy: ctx.actor.name,
    updatedAt: ctx.now(),
  };
  return tx.judgeSetting.upsert({
    where: keyOf(ctx, task),
    create: { organizationId: ctx.organizationId, taskSlug: task, ...content },
    update: content,
  });
}

export async function deleteSettingRow(tx: DatabaseTransaction, ctx: Ctx, task: string): Promise<void> {
  await tx.judgeSetting.delete({ where: keyOf(ctx, task) });
}

/** What judging has cost per task since then, US dollars, and how many answers were judged. */
export async function sumsSince(ctx: Ctx, since: Date): Promise<Map<string, { costUsd: number; count: number }>> {
  const rows = await ctx.db.judgement.groupBy({
    by: ["taskSlug"],
    where: { organizationId: ctx.organizationId, createdAt: { gte: since } },
    _sum: { costUsd: true },
    _count: { _all: true },
  });
  return new Map(
    rows.map(({ taskSlug, _sum, _count }) => [taskSlug, { costUsd: _sum.costUsd ?? 0, count: _count._all }]),
  );
}

/** Of these executions the ones that this judge has looked at already. */
export async function judgedBefore(ctx: Ctx, judge: string, executionIds: readonly string[]): Promise<Set<string>> {
  const rows = await ctx.db.judgement.findMany({
    where: { organizationId: ctx.organizationId, judgeSlug: judge, executionId: { in: [...executionIds] } },
    select: { executionId: true },
  });
  return new Set(rows.map(({ executionId }) => executionId));
}

/** False when another process was quicker. */
export async function insertJudgement(
  tx: DatabaseTransaction,
  ctx: Ctx,
  { executionAt, task, model, judge, dimensions, note, ...rest }: Omit<Judgement, "id" | "createdAt">,
): Promise<boolean> {
  const { count } = await tx.judgement.createMany({
    data: [
      {
        ...rest,
        organizationId: ctx.organizationId,
        id: newId(ctx.now().getTime()),
        executionAt: new Date(executionAt),
        taskSlug: task,
        modelSlug: model,
        judgeSlug: judge,
        dimensions: toStored(dimensions),
        note: note === null ? null : storableText(note.slice(0, 1_000)),
        createdAt: ctx.now(),
      },
    ],
    skipDuplicates: true,
  });
  return count > 0;
}

/** Newest first; ids sort by time. */
export async function selectJudgements(
  ctx: Ctx,
  filter: {
    task?: string | undefined;
    judge?: string | undefined;
    from?: Date;
    afterId?: string | null;
    limit: number;
  },
): Promise<Judgement[]> {
  const { task, judge, from, afterId = null, limit } = filter;
  const rows = await ctx.db.judgement.findMany({
    where: {
      organizationId: ctx.organizationId,
      ...(task && { taskSlug: task }),
      ...(judge && { judgeSlug: judge }),
      ...(from && { createdAt: { gte: from } }),
      ...(afterId && { id: { lt: afterId } }),
    },
    orderBy: { id: "desc" },
    take: limit,
  });
  return rows.map(
    ({ organizationId: _, taskSlug, modelSlug, judgeSlug, executionAt, createdAt, dimensions, ...row }) => ({
      ...row,
      task: taskSlug,
      model: modelSlug,
      judge: judgeSlug,
      dimensions: fromStored<Judgement["dimensions"]>(dimensions),
      executionAt: executionAt.toISOString(),
      createdAt: createdAt.toISOString(),
    }),
  );
}

/** Judgements of answers that are gone say nothing that could be looked at. */
export async function deleteJudgementsBefore(db: Ctx["db"], before: Date): Promise<number> {
  const { count } = await db.judgement.deleteMany({ where: { createdAt: { lt: before } } });
  return count;
}
