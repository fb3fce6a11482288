import { createHash } from "node:crypto";
import { z } from "zod";
import { DeployInput } from "@/lib/deployments/schemas";
import type { Ctx } from "@/lib/platform/ctx";
import type { JobContext, JobHandler } from "@/lib/platform/jobs";
import { needsEmbedding, type Embedder } from "@/lib/providers";
import { listModelVersions, publishModelVersion } from "@/lib/registry";
import type { ModelVersion } from "@/lib/registry/schemas";
import { storeArtefact } from "./artefact-store";
import { compareWithParent } from "./compare-with-parent";
import { selectSourcedExamples, type SourcedExample } from "./dataset-store";
import { evaluateAnswers, type AnsweredExample } from "./evaluate-answers";
import { putEvaluation } from "./evaluation-store";
import { storeAnswers } from "./held-out-store";
import { parentOf, putIntoService } from "./put-into-service";
import { findRun, writeResults, type RunRow } from "./run-store";
import type { ClassifierKind, TrainingResult } from "./schemas";
import { trainInThread, type TrainedModel } from "./training-thread";

const Payload = z.object({
  runId: z.uuid(),
  activate: z.boolean(),
  onlyIfBetter: z.boolean().default(false),
  learningCurve: z.boolean().default(false),
  search: z.object({ capSeconds: z.number() }).optional(),
  deployment: DeployInput.optional(),
});
type Payload = z.infer<typeof Payload>;

/** Trains the models of a run, measures them on the held-out part and publishes them. A cancelled run publishes none. */
export function trainingJob(embedder: Pick<Embedder, "embed" | "embedMeasured">): JobHandler {
  return async (job) => {
    const payload = Payload.parse(job.payload);
    const run = await findRun(job.ctx, payload.runId);
    if (!run) throw new Error(`The training run ${payload.runId} is gone`);
    job.progress({ done: 0, total: null, step: "Reading the examples" });
    const examples = await selectSourcedExamples(job.ctx, run.datasetId);
    const trained = await trainInThread({
      examples,
      classifiers: run.classifiers as ClassifierKind[],
      seed: run.seed,
      validationShare: run.validationShare,
      hasCurve: payload.learningCurve,
      searchSeconds: payload.search?.capSeconds,
      embed: (texts) => embedder.embed(texts, job.signal),
      onProgress: ({ step, done, total }) => job.progress({ step, done, total }),
      signal: job.signal,
    });
    job.signal.throwIfAborted();
    job.progress({ done: 0, total: trained.length, step: "Publishing the models" });
    const measured = await withEmbedding(trained, embedder, examples, job);
    job.signal.throwIfAborted();
    const results = await publish(job, { run, payload, examples, embedder }, measured);
    await job.ctx.db.$transaction(async (tx) => {
      await job.requireLease(tx);
      await writeResults(tx, job.ctx, run.id, results);
    });
    return { models: results.map(({ model, version, accuracy }) => ({ model, version, accuracy })) };
  };
}

/** Single texts that are embedded to learn how long it takes. */
const EMBEDDED_TEXTS = 20;

/** The thread measures predictions on ready vectors; a request has to make its vector first. */
async function withEmbedding(
  trained: readonly TrainedModel[],
  embedder: Pick<Embedder, "embedMeasured">,
  examples: readonly { text: string }[],
  job: Pick<JobContext, "id" | "signal">,
): Promise<TrainedModel[]> {
  if (!trained.some(({ classifier }) => needsEmbedding(classifier))) return [...trained];
  const timesMs: number[] = [];
  for (const { text } of examples.slice(0, EMBEDDED_TEXTS)) {
    // Another ending makes it a text that no cache knows.
    const [embedded] = await embedder.embedMeasured([`${text} ${job.id.slice(-6)}`], job.signal);
    timesMs.push(embedded!.cpuMs);
  }
  const embeddingMs = timesMs.sort((a, b) => a - b)[Math.ceil(0.95 * timesMs.length) - 1] ?? 0;
  return trained.map((model) =>
    needsEmbedding(model.classifier) ? { ...model, p95Ms: model.p95Ms + embeddingMs } : model,
  );
}

type Publishing = {
  run: RunRow;
  payload: Payload;
  examples: readonly SourcedExample[];
  embedder: Pick<Embedder, "embed">;
};

async function publish(
  job: JobContext,
  publishing: Publishing,
  trained: readonly TrainedModel[],
): Promise<TrainingResult[]> {
  const results: TrainingResult[] = [];
  for (const model of trained) {
    // Another process may have taken the run over meanwhile, and publishes its own.
    await job.ctx.db.$transaction((tx) => job.requireLease(tx));
    results.push(await publishOne(job.ctx, publishing, model));
    job.progress({ done: results.length, total: trained.length, step: "Publishing the models" });
  }
  return results;
}

async function publishOne(ctx: Ctx, publishing: Publishing, trained: TrainedModel): Promise<TrainingResult> {
  const { run, payload, examples, embedder } = publishing;
  const { metrics } = trained;
  const answers = heldOutAnswers(trained, examples);
  const parent = await parentOf(ctx, run, `local/${trained.classifier}`);
  const comparison = await compareWithParent(ctx, parent, answers, embedder);
  const version = (await publishedBefore(ctx, run, trained)) ?? (await register(ctx, run, trained));
  await putEvaluation(ctx, {
    versionId: version.id,
    taskSlug: run.taskSlug,
    runId: run.id,
    datasetId: run.datasetId,
    predictionsSha256: await storeAnswers(ctx, answers),
    evaluation: evaluateAnswers(answers),
    parentVersionId: parent?.id ?? null,
    comparison,
  });
  return {
    classifier: trained.classifier,
    model: version.modelSlug,
    modelVersionId: version.id,
    version: version.version,
    accuracy: metrics.accuracy,
    macroF1: metrics.macroF1,
    ece: metrics.ece,
    trainCount: metrics.trainCount,
    validationCount: metrics.validationCount,
    trainCpuSeconds: trained.trainCpuSeconds,
    predictionMsP95: trained.p95Ms,
    artefactBytes: trained.artefact.byteLength,
    comparison,
    ...(trained.search && { search: trained.search }),
    ...(trained.curve.length > 0 && { curve: trained.curve }),
    outcome: await putIntoService(ctx, version, comparison, payload),
  };
}

/** An earlier attempt of this run may have come so far before its process died. */
async function publishedBefore(
  ctx: Ctx,
  run: RunRow,
  { classifier, sha256 }: TrainedModel,
): Promise<ModelVersion | null> {
  const { items } = await listModelVersions(ctx, { task: run.taskSlug, model: `local/${classifier}` });
  return items.find((version) => version.trainingRunId === run.id && version.artefactSha256 === sha256) ?? null;
}

async function register(ctx: Ctx, run: RunRow, trained: TrainedModel): Promise<ModelVersion> {
  const { metrics } = trained;
  const artefactSha256 = createHash("sha256").update(trained.artefact).digest("hex");
  await storeArtefact(ctx, artefactSha256, trained.artefact);
  return publishModelVersion(ctx, {
    taskSlug: run.taskSlug,
    modelSlug: `local/${trained.classifier}`,
    artefactSha256,
    metrics: {
      accuracy: metrics.accuracy,
      macroF1: metrics.macroF1,
      ece: metrics.ece,
      validationCount: metrics.validationCount,
      trainCount: metrics.trainCount,
      predictionMsP95: trained.p95Ms,
    },
    labels: trained.labels,
    trainingRunId: run.id,
    activate: false,
  });
}

function heldOutAnswers({ heldOut }: TrainedModel, examples: readonly SourcedExample[]): AnsweredExample[] {
  return heldOut.map(({ row, label, confidence, alternatives }) => {
    const { text, label: truth, source, position } = examples[row]!;
    return { text, position, truth, predicted: label, confidence, alternatives, characters: text.length, source };
  });
}
