import { recordAudit } from "@/lib/platform/audit";
import { requireScope, type Ctx } from "@/lib/platform/ctx";
import { conflict, invalidInput, notFound } from "@/lib/platform/errors";
import { newId } from "@/lib/platform/ids";
import { enqueueJob, getJob } from "@/lib/platform/jobs";
import { findDataset, selectDatasets } from "./dataset-store";
import { requireLearningTask, type LearningTask } from "./learning-task";
import { insertRun, selectRuns, toRun } from "./run-store";
import type { Dataset, StartTrainingInput, TrainingRun } from "./schemas";
import { requireTrainableModel, tuningSizeProblem } from "./trainable-model";
import { USUAL_CLASSIFIERS, type TrainingMethod } from "./words";

export const TRAINING_JOB = "training_run";
export const FEW_SHOT_JOB = "few_shot_run";
/** Waits for hours and does little, so it has a runner of its own. */
export const FINE_TUNE_JOB = "fine_tune_run";

const JOB_OF = { local: TRAINING_JOB, few_shot: FEW_SHOT_JOB, fine_tune: FINE_TUNE_JOB } as const satisfies Record<
  TrainingMethod,
  string
>;

/** What the job is given; see `trainingJob`. */
type TrainingPayload = { runId: string } & Pick<
  StartTrainingInput,
  "activate" | "onlyIfBetter" | "learningCurve" | "search" | "deployment" | "fewShot" | "fineTune"
>;

/** Trains models on a dataset, in the background: local classifiers, or a chat model. Throws `conflict` while another run of the task is under way. */
export async function startTraining(ctx: Ctx, input: StartTrainingInput): Promise<TrainingRun> {
  requireScope(ctx, "write");
  const { slug: task, kind } = await requireLearningTask(ctx, input.task);
  const { method, baseModel } = await methodOf(ctx, kind, input);
  const classifiers = method === "local" ? [...new Set(input.classifiers ?? USUAL_CLASSIFIERS[kind])] : [];
  if (kind === "generation" && classifiers.some((one) => one !== "nearest")) {
    throw invalidInput(`The task ${task} answers with texts, which only \`nearest\` can look up: train that one`, {
      field: "classifiers",
    });
  }
  const dataset = await chooseDataset(ctx, task, input.datasetId);
  if (dataset.labelCount < 2) {
    throw invalidInput("The dataset has one category only: a classifier needs at least two", { field: "datasetId" });
  }
  requireTrainableSize(ctx, dataset);
  if (method === "fine_tune") requireTunableSize(dataset, input);
  const runId = newId(ctx.now().getTime());
  const { row, job } = await ctx.db.$transaction(async (tx) => {
    await tx.$executeRaw`SELECT pg_advisory_xact_lock(hashtextextended(${`training:${ctx.organizationId}:${task}`}, 0))`;
    await requireNoneRunning({ ...ctx, db: tx as Ctx["db"] }, task);
    const job = await enqueueJob(ctx, { kind: JOB_OF[method], payload: payloadOf(runId, input) }, tx);
    const { seed, validationShare } = input;
    const row = await insertRun(tx, ctx, {
      id: runId,
      task,
      datasetId: dataset.id,
      jobId: job.id,
      method,
      baseModel,
      classifiers,
      seed,
      validationShare,
    });
    await recordAudit(tx, ctx, {
      action: "training_run.start",
      subjectType: "training_run",
      subjectId: runId,
      before: null,
      after: { task, datasetId: dataset.id, method, baseModel, classifiers, seed },
    });
    return { row, job };
  });
  return toRun(row, job);
}

const payloadOf = (
  runId: string,
  { activate, onlyIfBetter, learningCurve, search, deployment, fewShot, fineTune }: StartTrainingInput,
): TrainingPayload => ({
  runId,
  activate,
  onlyIfBetter,
  learningCurve,
  ...(search && { search }),
  ...(deployment && { deployment }),
  ...(fewShot && { fewShot }),
  ...(fineTune && { fineTune }),
});

async function methodOf(
  ctx: Ctx,
  kind: LearningTask["kind"],
  { task, fewShot, fineTune }: StartTrainingInput,
): Promise<{ method: TrainingMethod; baseModel: string | null }> {
  const method = fewShot ? "few_shot" : fineTune ? "fine_tune" : "local";
  const baseModel = (fewShot ?? fineTune)?.model ?? null;
  if (baseModel === null) return { method, baseModel };
  if (kind !== "classification") {
    throw invalidInput(`The task ${task} answers with texts: chat models learn classifications here`, {
      field: "task",
    });
  }
  await requireTrainableModel(ctx, baseModel, method);
  return { method, baseModel };
}

export async function chooseDataset(ctx: Ctx, task: string, id: string | undefined): Promise<Dataset> {
  const dataset = id ? await findDataset(ctx, id) : (await selectDatasets(ctx, task, 1, null))[0];
  if (!dataset && id) throw notFound(`There is no dataset ${id}`, { field: "datasetId" });
  if (!dataset) {
    throw invalidInput(`The task ${task} has no examples yet: import a CSV with the columns \`text,category\` first`, {
      field: "task",
    });
  }
  if (dataset.task !== task)
    throw invalidInput(`The dataset belongs to the task ${dataset.task}`, { field: "datasetId" });
  return dataset;
}

function requireTrainableSize({ runtime }: Ctx, { rowCount }: Dataset): void {
  const { maxTrainingRows } = runtime.environment;
  if (rowCount <= maxTrainingRows) return;
  throw invalidInput(
    `The dataset has ${rowCount} rows and this server trains on at most ${maxTrainingRows}, because training holds all of them in memory: import a sample, or raise GYM_MAX_TRAINING_ROWS`,
    { field: "datasetId" },
  );
}

function requireTunableSize({ rowCount }: Dataset, { validationShare }: StartTrainingInput): void {
  const problem = tuningSizeProblem(rowCount, validationShare);
  if (problem) throw invalidInput(problem, { field: "datasetId" });
}

async function requireNoneRunning(ctx: Ctx, task: string): Promise<void> {
  const [latest] = await selectRuns(ctx, task, 1, null);
  if (!latest) return;
  const { status } = await getJob(ctx, latest.jobId);
  if (status !== "queued" && status !== "running") return;
  throw conflict(`A training run of ${task} is under way: wait for it or cancel it`, { details: { runId: latest.id } });
}
