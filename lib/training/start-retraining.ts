import { recordAudit } from "@/lib/platform/audit";
import type { Ctx } from "@/lib/platform/ctx";
import { conflict, invalidInput } from "@/lib/platform/errors";
import { getJob } from "@/lib/platform/jobs";
import { wilsonInterval } from "@/lib/platform/stats";
import { buildDataset } from "./build-dataset";
import { deleteExamples, findDataset } from "./dataset-store";
import { requireLearningTask } from "./learning-task";
import type { Evidence } from "./read-evidence";
import { writeRetrainState, type RetrainStateOf } from "./retrain-state";
import { StartTrainingInput, type Dataset, type RetrainSettings, type TrainingRun } from "./schemas";
import { startTraining } from "./start-training";
import { USUAL_CLASSIFIERS } from "./words";

type Retraining = {
  task: string;
  settings: RetrainSettings;
  evidence: Evidence;
  /** Why, a sentence each. */
  reasons: readonly string[];
};

/** Judged answers from which a new baseline can be taken. */
const MIN_JUDGED = 20;

/**
 * Builds a dataset of what was accepted so far and trains on it; only what beats its parent comes into service. Uses the
 * evidence up: from now on it is collected anew. Throws `conflict` while a run of the task is under way, and when the
 * examples are those that the last run learnt from.
 */
export async function startRetraining(
  ctx: Ctx,
  { task, settings, evidence, reasons }: Retraining,
): Promise<TrainingRun> {
  const { lastRun } = evidence;
  if (lastRun) {
    const { status } = await getJob(ctx, lastRun.jobId);
    if (status === "queued" || status === "running") throw conflict(`The run ${lastRun.id} is still under way`);
  }
  const startedAt = ctx.now();
  const dataset = await buildDataset(ctx, { task });
  try {
    await requireNews(ctx, dataset, lastRun && (await findDataset(ctx, lastRun.datasetId)), lastRun?.results !== null);
    const { deployment } = settings;
    const { kind } = await requireLearningTask(ctx, task);
    const classifiers = kind === "generation" ? [...USUAL_CLASSIFIERS.generation] : settings.classifiers;
    const run = await startTraining(
      ctx,
      StartTrainingInput.parse({
        task,
        datasetId: dataset.id,
        classifiers,
        activate: deployment !== null,
        onlyIfBetter: true,
        ...(deployment && { deployment: { ...deployment, reason: reasons.join(". ").slice(0, 500) } }),
      }),
    );
    await ctx.db.$transaction(async (tx) => {
      await writeRetrainState(tx, ctx, task, {
        since: startedAt,
        baseline: baselineFrom(evidence, startedAt),
        runId: run.id,
        outcome: { kind: "under_way", reason: reasons.join(". ") },
      });
      await recordAudit(tx, ctx, {
        action: "retraining.start",
        subjectType: "training_run",
        subjectId: run.id,
        before: null,
        after: { task, datasetId: dataset.id },
        reason: reasons.join(". "),
      });
    });
    return run;
  } catch (error) {
    await dropDataset(ctx, dataset.id);
    throw error;
  }
}

/** The same rows give the same models: seed and share are always the same. */
async function requireNews(ctx: Ctx, dataset: Dataset, last: Dataset | null, hasResults: boolean): Promise<void> {
  if (dataset.labelCount < 2) {
    throw invalidInput("The examples have one label only: a classifier needs at least two", { field: "task" });
  }
  if (last && hasResults && last.checksum === dataset.checksum) {
    throw conflict("There is nothing new to learn: the examples are those of the last run");
  }
}

/** What was judged until now, on the careful side, so that chance alone does not make the next alarm. */
function baselineFrom({ judged, state }: Evidence, at: Date): RetrainStateOf["baseline"] {
  if (judged.length < MIN_JUDGED) return state.baseline;
  const successes = judged.filter(({ isRight }) => isRight).length;
  const { low } = wilsonInterval({ successes, trials: judged.length }, 0.5);
  return { accuracy: low, from: "judged", at: at.toISOString() };
}

async function dropDataset(ctx: Ctx, id: string): Promise<void> {
  await ctx.db.dataset.deleteMany({ where: { organizationId: ctx.organizationId, id } });
  await deleteExamples(ctx, id);
}
