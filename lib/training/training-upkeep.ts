import { systemCtx } from "@/lib/platform/ctx";
import type { RecurringWork } from "@/lib/platform/jobs";
import type { Runtime } from "@/lib/platform/runtime";
import { checkTriggers } from "./check-triggers";
import { gatherFeedback } from "./gather-feedback";
import { gatherUncertain } from "./gather-uncertain";
import { listLearningTasks } from "./learning-task";
import { lookForNoise } from "./look-for-noise";
import { settingsOf } from "./retrain-settings";
import { settleRetraining } from "./settle-retraining";

const GATHER_MS = 60_000;
const NOISE_MS = 600_000;
const WATCH_MS = 30_000;

/** Catches up with feedback that nobody gathered at once, and looks for answers worth a review. */
export const exampleGathering: RecurringWork = {
  name: "training.gather",
  scope: "organization",
  intervalMs: GATHER_MS,
  run: async ({ ctx, signal }) => {
    await gatherFeedback(ctx, signal);
    await gatherUncertain(ctx, signal);
  },
};

/** Looks for labels that the other examples contradict. */
export const noiseLook: RecurringWork = {
  name: "training.noise",
  scope: "organization",
  intervalMs: NOISE_MS,
  run: async ({ ctx, signal }) => {
    for (const task of await listLearningTasks(ctx)) {
      signal.throwIfAborted();
      await lookForNoise(ctx, task);
    }
  },
};

/** Watches the tasks that train again by themselves, and settles what runs have brought. */
export const retrainWatch: RecurringWork = {
  name: "training.watch",
  scope: "organization",
  intervalMs: WATCH_MS,
  run: async ({ ctx, signal }) => {
    const tasks = await listLearningTasks(ctx);
    const settings = await settingsOf(ctx.db, ctx.organizationId, tasks);
    for (const task of tasks) {
      signal.throwIfAborted();
      if (settings.get(task)!.isAutomatic) await checkTriggers(ctx, { task, start: "due" });
      else await settleRetraining(ctx, task);
    }
  },
};

/**
 * Gathers an organization's feedback soon after it was given: one look at a time, and another one when more came
 * meanwhile. What fails is caught up with by the recurring look.
 */
export function createFeedbackGatherer(runtime: () => Runtime): (organizationId: string) => void {
  const underWay = new Map<string, { again: boolean }>();
  return (organizationId) => {
    const current = underWay.get(organizationId);
    if (current) {
      current.again = true;
      return;
    }
    const own = { again: true };
    underWay.set(organizationId, own);
    void (async () => {
      try {
        while (own.again) {
          own.again = false;
          await gatherFeedback(systemCtx(runtime(), organizationId, "feedback"));
        }
      } catch (error) {
        runtime().log.warn(
          { err: error, organizationId },
          "Feedback was not gathered yet; it is tried again in a minute",
        );
      } finally {
        underWay.delete(organizationId);
      }
    })();
  };
}
