import type { learnPolicy } from "@/lib/client/routing";

type Values = Parameters<typeof learnPolicy>[0];

export type LearnForm = {
  tasks: readonly string[];
  replaySets: readonly string[];
  /** null = empty. */
  executionDays: number | null;
  /** null = empty. */
  targetQualityPercent: number | null;
  activate: Values["activate"];
};

export type LearnProblem = { field: keyof LearnForm; message: string };

/** What the form says, or the first thing that is wrong with it. No days are none. */
export function readLearnForm(form: LearnForm): { values: Values } | { problem: LearnProblem } {
  const wrong = (field: keyof LearnForm, message: string) => ({ problem: { field, message } });
  const { tasks, replaySets, activate } = form;
  const executionDays = form.executionDays ?? 0;
  const targetQualityPercent = form.targetQualityPercent ?? Number.NaN;
  if (tasks.length === 0) return wrong("tasks", "Choose at least one task");
  if (!(Number.isInteger(executionDays) && executionDays >= 0 && executionDays <= 365)) {
    return wrong("executionDays", "A whole number from 0 to 365");
  }
  if (replaySets.length === 0 && executionDays === 0) {
    return wrong("executionDays", "Choose a recording, or say how many days of executions to learn from");
  }
  if (!(targetQualityPercent >= 50 && targetQualityPercent <= 120)) {
    return wrong("targetQualityPercent", "A number from 50 to 120");
  }
  return { values: { tasks: [...tasks], replaySets: [...replaySets], executionDays, targetQualityPercent, activate } };
}
