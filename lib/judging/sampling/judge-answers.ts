import { changeVerdicts, lockJudged, readWholeAnswers, type WholeAnswer } from "@/lib/executions";
import type { Ctx } from "@/lib/platform/ctx";
import { hashToShare } from "@/lib/platform/stats";
import { scorerOfTask } from "@/lib/quality";
import { getTask } from "@/lib/registry";
import { insertJudgement, judgedBefore, sumsSince, type SettingRow } from "../judging-store";
import type { JudgingEnding } from "../schemas";
import { askJudge } from "../verdict/ask-judge";
import { startOfDay } from "./start-of-day";

export type JudgingPlan = {
  /** Answers from then on. */
  from: Date;
  /** Of them, 0–1, always the same ones. */
  share: number;
  limit: number;
  /** US dollars; null = only the daily limit counts. */
  spendLimitUsd: number | null;
};

export type JudgingTurn = { judged: number; withoutVerdict: number; costUsd: number; ending: JudgingEnding };

/** A judge that fails so often in a row is not asked again in this turn. */
const MOST_FAILURES_IN_A_ROW = 3;
/** Answers looked through for those that are due. */
const MOST_READ = 2_000;

/**
 * Lets a task's judge look at answers that it has not judged yet, the newest first, one after the other, until its limits are
 * reached. Each judgement is stored as it comes, so a turn that was cancelled or died keeps them.
 */
export async function judgeAnswers(
  ctx: Ctx,
  setting: SettingRow,
  plan: JudgingPlan,
  { signal, onProgress }: { signal: AbortSignal; onProgress?: (done: number, total: number) => void },
): Promise<JudgingTurn> {
  const due = await dueAnswers(ctx, setting, plan);
  const turn: JudgingTurn = { judged: 0, withoutVerdict: 0, costUsd: 0, ending: "done" };
  const task = await getTask(ctx, setting.taskSlug);
  let failures = 0;
  for (const one of due.answers) {
    signal.throwIfAborted();
    if (plan.spendLimitUsd !== null && turn.costUsd >= plan.spendLimitUsd) return { ...turn, ending: "spend_limit" };
    // Other processes, and a person's own run, spend from the same day.
    const today = (await sumsSince(ctx, startOfDay(ctx.now()))).get(setting.taskSlug)?.costUsd ?? 0;
    if (today >= setting.dailyLimitUsd) return { ...turn, ending: "daily_limit" };
    const verdict = await askJudge(ctx, {
      judge: setting.modelSlug,
      task: setting.taskSlug,
      scorer: scorerOfTask(task),
      question: one.question,
      answer: one.answer,
      tags: { judged_execution: one.id },
      signal,
    });
    turn.costUsd += verdict.costUsd ?? 0;
    if (verdict.outcome === "unanswered") {
      // It comes again in a later turn.
      if (++failures >= MOST_FAILURES_IN_A_ROW) return { ...turn, ending: "failing" };
      continue;
    }
    failures = 0;
    await store(ctx, setting, one, verdict);
    turn.judged++;
    if (verdict.score === null) turn.withoutVerdict++;
    onProgress?.(turn.judged, due.answers.length);
  }
  return { ...turn, ending: due.isCut ? "limit" : "done" };
}

async function dueAnswers(
  ctx: Ctx,
  setting: SettingRow,
  { from, share, limit }: JudgingPlan,
): Promise<{ answers: WholeAnswer[]; isCut: boolean }> {
  const all = await readWholeAnswers(ctx, { task: setting.taskSlug, from, limit: MOST_READ });
  const drawn = all.filter(({ id, model }) => model !== setting.modelSlug && isDrawn(setting, id, share));
  const known = await judgedBefore(
    ctx,
    setting.modelSlug,
    drawn.map(({ id }) => id),
  );
  const fresh = drawn.filter(({ id }) => !known.has(id));
  return { answers: fresh.slice(0, limit), isCut: fresh.length > limit };
}

/** By hash, so that neither a restart nor a second process draws others. */
const isDrawn = ({ modelSlug }: SettingRow, id: string, share: number): boolean =>
  (hashToShare(`judge:${modelSlug}`, id, 2) ?? 1) < share;

/** People have the last word: an answer that somebody judged keeps its quality. */
async function store(
  ctx: Ctx,
  { taskSlug, modelSlug, movesQuality }: SettingRow,
  { id, createdAt, model }: WholeAnswer,
  { score, dimensions, note, costUsd, callIds }: Awaited<ReturnType<typeof askJudge>>,
): Promise<void> {
  const judgement = { executionId: id, executionAt: createdAt, task: taskSlug, model, judge: modelSlug };
  await ctx.db.$transaction(async (tx) => {
    const [execution] = await lockJudged(tx, ctx.organizationId, [id]);
    const isNew = await insertJudgement(tx, ctx, { ...judgement, score, dimensions, note, costUsd, callIds });
    if (!isNew || !movesQuality || score === null || !execution || execution.approval !== null) return;
    await changeVerdicts(tx, ctx.organizationId, [{ id, createdAt, quality: score, approval: null }]);
  });
}
