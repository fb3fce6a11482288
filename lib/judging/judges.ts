import { z } from "zod";
import { recordAudit } from "@/lib/platform/audit";
import { requireScope, type Ctx } from "@/lib/platform/ctx";
import { invalidInput, notFound } from "@/lib/platform/errors";
import { decodeCursor, page, type Page } from "@/lib/platform/pagination";
import { getTask } from "@/lib/registry";
import type { JudgeSetting, Judgement, ListJudgementsQuery, PutJudgeInput } from "./schemas";
import {
  deleteSettingRow,
  findSetting,
  selectJudgements,
  selectSettings,
  sumsSince,
  upsertSetting,
  type SettingRow,
} from "./judging-store";
import { startOfDay } from "./sampling/start-of-day";

/** Which tasks have a judge, with what it has cost today. */
export async function listJudges(ctx: Ctx): Promise<JudgeSetting[]> {
  requireScope(ctx, "read");
  const [rows, sums] = await Promise.all([selectSettings(ctx), sumsSince(ctx, startOfDay(ctx.now()))]);
  return rows.map((row) => toSetting(row, sums.get(row.taskSlug)));
}

/**
 * Lets a model judge a share of a task's answers from now on. Throws `invalid_input` for a model that cannot, whose price is
 * unknown (no limit could be kept), and for tasks whose answers a rule judges better.
 */
export async function putJudge(ctx: Ctx, task: string, input: PutJudgeInput): Promise<JudgeSetting> {
  requireScope(ctx, "write");
  const { kind } = await getTask(ctx, task);
  if (kind !== "generation") {
    throw invalidInput(
      `Answers of a ${kind} are right or wrong: feedback and benchmarks tell that better than a judge`,
      {
        field: "task",
      },
    );
  }
  const { models } = await ctx.runtime.registry.ensureLoaded(ctx.organizationId);
  const model = models.get(input.model);
  const wrong = (message: string) => invalidInput(message, { field: "model" });
  if (!model) throw wrong(`There is no model \`${input.model}\``);
  if (model.kind !== "chat") throw wrong(`\`${input.model}\` writes no text, so it cannot judge`);
  if (model.price === null) {
    throw wrong(
      `The price of \`${input.model}\` is unknown, so no spending limit could be kept: state it under Models`,
    );
  }
  const row = await ctx.db.$transaction(async (tx) => {
    const before = await findSetting(tx, ctx, task);
    const after = await upsertSetting(tx, ctx, task, input, before);
    await recordAudit(tx, ctx, {
      action: "judge.update",
      subjectType: "judge",
      subjectId: task,
      before: before && toInput(before),
      after: toInput(after),
    });
    return after;
  });
  return toSetting(row, (await sumsSince(ctx, startOfDay(ctx.now()))).get(task));
}

/** Nobody judges the task's answers any more; what was judged stays. Throws `not_found` when it had no judge. */
export async function deleteJudge(ctx: Ctx, task: string): Promise<{ task: string }> {
  requireScope(ctx, "write");
  await ctx.db.$transaction(async (tx) => {
    const before = await findSetting(tx, ctx, task);
    if (!before) throw notFound(`The task ${task.slice(0, 100)} has no judge`);
    await deleteSettingRow(tx, ctx, task);
    await recordAudit(tx, ctx, {
      action: "judge.delete",
      subjectType: "judge",
      subjectId: task,
      before: toInput(before),
      after: null,
    });
  });
  return { task };
}

/** What judges said, newest first. */
export async function listJudgements(ctx: Ctx, { task, limit, cursor }: ListJudgementsQuery): Promise<Page<Judgement>> {
  requireScope(ctx, "read");
  const rows = await selectJudgements(ctx, { task, limit: limit + 1, afterId: decodeCursor(cursor, z.uuid()) });
  return page({ rows, limit, cursorOf: ({ id }) => id });
}

const toInput = ({ modelSlug, share, dailyLimitUsd, movesQuality }: SettingRow): PutJudgeInput => ({
  model: modelSlug,
  share,
  dailyLimitUsd,
  movesQuality,
});

const toSetting = (row: SettingRow, sums: { costUsd: number; count: number } | undefined): JudgeSetting => ({
  ...toInput(row),
  task: row.taskSlug,
  spentTodayUsd: sums?.costUsd ?? 0,
  judgedToday: sums?.count ?? 0,
  updatedBy: row.updatedBy,
  updatedAt: row.updatedAt.toISOString(),
});
