import { requireScope, type Ctx } from "@/lib/platform/ctx";
import { conflict, notFound } from "@/lib/platform/errors";
import {
  cancelJob,
  enqueueJob,
  getJob,
  listJobs,
  type Job,
  type JobHandler,
  type RecurringWork,
} from "@/lib/platform/jobs";
import { findSetting, selectSettings } from "../judging-store";
import { StartJudgingInput } from "../schemas";
import { judgeAnswers } from "./judge-answers";

export const JUDGING_JOB = "judging";

const DAY_MS = 24 * 3_600_000;

/** Lets a task's judge look at the newest answers at once, whatever share of them is drawn otherwise. */
export async function startJudging(ctx: Ctx, input: StartJudgingInput): Promise<Job> {
  requireScope(ctx, "write");
  requireScope(ctx, "run");
  if (!(await findSetting(ctx.db, ctx, input.task))) {
    throw conflict(`The task ${input.task} has no judge yet: choose one first`, { field: "task" });
  }
  return ctx.db.$transaction((tx) => enqueueJob(ctx, { kind: JUDGING_JOB, payload: input }, tx));
}

/** Runs of judging, newest first. */
export const listJudgings = async (ctx: Ctx): Promise<Job[]> =>
  (await listJobs(ctx, { kind: JUDGING_JOB, limit: 10 })).items;

/** What was judged before stays. Throws `not_found` for another kind of job. */
export async function cancelJudging(ctx: Ctx, id: string): Promise<Job> {
  requireScope(ctx, "write");
  if ((await getJob(ctx, id)).kind !== JUDGING_JOB) throw notFound(`There is no run of judging ${id}`);
  return cancelJob(ctx, id);
}

/** Its result is a `JudgingTurn`. One that died goes on with what is not judged yet. */
export const judgingJob: JobHandler = async (job) => {
  const { ctx, signal } = job;
  const { task, limit, spendLimitUsd, days } = StartJudgingInput.parse(job.payload);
  const setting = await findSetting(ctx.db, ctx, task);
  if (!setting) throw conflict(`The task ${task} has no judge any more`);
  const step = `${setting.modelSlug} judges ${task}`;
  job.progress({ done: 0, total: null, step });
  return judgeAnswers(
    ctx,
    setting,
    { from: new Date(ctx.now().getTime() - days * DAY_MS), share: 1, limit, spendLimitUsd },
    { signal, onProgress: (done, total) => job.progress({ done, total, step }) },
  );
};

const TURN_MS = 60_000;
/** Answers of one task in one turn, so that no task waits long for another's. */
const MOST_IN_A_TURN = 20;

/** Every task's judge looks at its share of what came since; one process does it for all. */
export const liveJudging: RecurringWork = {
  name: "judging.live",
  scope: "organization",
  intervalMs: async (ctx) => ((await selectSettings(ctx)).some(({ share }) => share > 0) ? TURN_MS : null),
  run: async ({ ctx, signal }) => {
    for (const setting of await selectSettings(ctx)) {
      if (setting.share === 0) continue;
      const from = new Date(Math.max(setting.since.getTime(), ctx.now().getTime() - DAY_MS));
      const plan = { from, share: setting.share, limit: MOST_IN_A_TURN, spendLimitUsd: null };
      const turn = await judgeAnswers(ctx, setting, plan, { signal });
      if (turn.ending === "failing") {
        ctx.runtime.log.warn(
          { task: setting.taskSlug, judge: setting.modelSlug },
          "a judge did not answer three times",
        );
      }
    }
  },
};
