import type { PutJudgeInput } from "@/lib/judging/schemas";

export type JudgeForm = {
  task: string;
  model: string;
  /** Of live answers, %; null = empty. */
  sharePercent: number | null;
  /** US dollars; null = empty. */
  dailyLimitUsd: number | null;
  movesQuality: boolean;
};

export type JudgeProblem = { field: keyof JudgeForm; message: string };

/** What the form says, or the first thing that is wrong with it. */
export function readJudgeForm(form: JudgeForm): { task: string; values: PutJudgeInput } | { problem: JudgeProblem } {
  const wrong = (field: keyof JudgeForm, message: string) => ({ problem: { field, message } });
  const { task, model, movesQuality } = form;
  const sharePercent = form.sharePercent ?? Number.NaN;
  const dailyLimitUsd = form.dailyLimitUsd ?? Number.NaN;
  if (task === "") return wrong("task", "Choose a task");
  if (model === "") return wrong("model", "Choose a model");
  if (!(sharePercent >= 0 && sharePercent <= 100)) return wrong("sharePercent", "A number from 0 to 100");
  if (!(dailyLimitUsd > 0 && dailyLimitUsd <= 10_000)) return wrong("dailyLimitUsd", "More than 0, at most 10,000");
  return { task, values: { model, share: sharePercent / 100, dailyLimitUsd, movesQuality } };
}
