import { requireScope, type Ctx } from "@/lib/platform/ctx";
import { messageOf, isAppError } from "@/lib/platform/errors";
import { jsonText } from "@/lib/platform/stored-json";
import { requireLearningTask } from "./learning-task";
import { judgeAccuracy, judgeExamples, judgeInputDrift, judgeLabelDrift, judgeTime } from "./judge-triggers";
import { readEvidence, type Evidence } from "./read-evidence";
import { settingsOf } from "./retrain-settings";
import { settleRetraining } from "./settle-retraining";
import type { CheckTriggersInput, RetrainSettings, TaskQuery, Trigger, TriggerCheck, TriggerReport } from "./schemas";
import { startRetraining } from "./start-retraining";
import type { TriggerKind } from "./words";

/** Where the triggers of a task stand now, each with its value, its threshold and the reason. */
export async function getTriggers(ctx: Ctx, { task: slug }: TaskQuery): Promise<TriggerReport> {
  requireScope(ctx, "read");
  const { slug: task } = await requireLearningTask(ctx, slug);
  return (await look(ctx, task, false)).report;
}

/**
 * How far the newest answers are from those before: the larger index of inputs and labels, and on how many it was
 * measured. `value` is null while there are too few, or when the task does not watch it. Throws as `getTriggers` does.
 */
export async function getDrift(ctx: Ctx, { task: slug }: TaskQuery): Promise<{ value: number | null; count: number }> {
  requireScope(ctx, "read");
  const { slug: task } = await requireLearningTask(ctx, slug);
  const { report, evidence } = await look(ctx, task, false);
  const values = report.triggers.flatMap(({ kind, value }) => (DRIFTS.includes(kind) ? (value ?? []) : []));
  return { value: values.length === 0 ? null : Math.max(...values), count: evidence.current.length };
}

const DRIFTS: readonly TriggerKind[] = ["input_drift", "label_drift"];

/**
 * Looks at the triggers and starts a run when one fires, or in any case. A run that cannot start now says why; the
 * check itself succeeds. Throws `not_found` for an unknown task.
 */
export async function checkTriggers(ctx: Ctx, { task: slug, start }: CheckTriggersInput): Promise<TriggerCheck> {
  requireScope(ctx, start === "never" ? "read" : "write");
  const { slug: task } = await requireLearningTask(ctx, slug);
  if (start !== "never") await settleRetraining(ctx, task);
  const { report, evidence } = await look(ctx, task, start === "now");
  if (start === "never" || !report.isDue)
    return { ...report, startedRunId: null, notStarted: start === "never" ? null : "No trigger fires" };
  try {
    const fired = report.triggers.filter(({ state }) => state === "fires");
    const run = await startRetraining(ctx, {
      task,
      settings: report.settings,
      evidence,
      reasons: fired.map(({ reason }) => reason),
    });
    await ctx.db.retrainState.update({
      where: { organizationId_taskSlug: { organizationId: ctx.organizationId, taskSlug: task } },
      data: { lastCheck: JSON.parse(jsonText(report)) as object, checkedAt: ctx.now() },
    });
    return { ...report, startedRunId: run.id, notStarted: null };
  } catch (error) {
    if (!isAppError(error) || !["conflict", "invalid_input"].includes(error.code)) throw error;
    return { ...report, startedRunId: null, notStarted: messageOf(error) };
  }
}

async function look(ctx: Ctx, task: string, isAsked: boolean): Promise<{ report: TriggerReport; evidence: Evidence }> {
  const settings = (await settingsOf(ctx.db, ctx.organizationId, [task])).get(task)!;
  const evidence = await readEvidence(ctx, task, settings);
  const triggers = judge(ctx, evidence, settings, isAsked);
  const { runId, outcome } = evidence.state;
  const report = {
    task,
    isDue: triggers.some(({ state }) => state === "fires"),
    triggers,
    since: evidence.since.toISOString(),
    checkedAt: ctx.now().toISOString(),
    settings,
    lastRun: runId === null ? null : { runId, outcome },
  };
  return { report, evidence };
}

function judge(ctx: Ctx, evidence: Evidence, settings: RetrainSettings, isAsked: boolean): Trigger[] {
  const { judged, givers, baseline, newExamples, reference, current, lastRun } = evidence;
  const total = newExamples.reduce((sum, { entriesEach, givers: count }) => sum + entriesEach * count, 0);
  return [
    judgeAccuracy({ answers: judged.map(({ isRight }) => isRight), givers, baseline }, settings),
    judgeExamples(newExamples, settings),
    judgeTime({ now: ctx.now(), lastRunAt: lastRun?.createdAt ?? null, newExamples: total }, settings),
    judgeInputDrift(reference, current, settings),
    judgeLabelDrift(reference, current, settings),
    {
      kind: "manual",
      state: isAsked ? "fires" : "quiet",
      value: null,
      threshold: null,
      reason: isAsked ? `${ctx.actor.name} asked for a run` : "Nobody asks for a run",
    },
  ];
}
