import { requireScope, type Ctx } from "@/lib/platform/ctx";
import { getTriggers } from "./check-triggers";
import { listLearningTasks } from "./learning-task";
import { listTrainingRuns } from "./training-runs";
import type { TriggerReport } from "./schemas";

/**
 * Tasks in which a trigger fires and a person has to start the run: they do not train by themselves, no run is under way,
 * and there is something new to learn.
 */
export async function listDueRetrainings(ctx: Ctx): Promise<TriggerReport[]> {
  requireScope(ctx, "read");
  const due: TriggerReport[] = [];
  for (const task of await listLearningTasks(ctx)) {
    const report = await getTriggers(ctx, { task });
    if (!report.settings.isAutomatic && report.isDue && hasNews(report) && !(await isUnderWay(ctx, task))) {
      due.push(report);
    }
  }
  return due;
}

/** The same examples would give the same model again. */
const hasNews = ({ triggers }: TriggerReport): boolean =>
  triggers.some(({ kind, value }) => kind === "examples" && value !== null && value > 0);

async function isUnderWay(ctx: Ctx, task: string): Promise<boolean> {
  const { items } = await listTrainingRuns(ctx, { task, limit: 1 });
  return items.some(({ status }) => status === "queued" || status === "running");
}
