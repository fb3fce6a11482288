import { createHash } from "node:crypto";
import { z } from "zod";
import type { Ctx } from "@/lib/platform/ctx";
import type { JobContext, JobHandler } from "@/lib/platform/jobs";
import { needsEmbedding, type Embedder } from "@/lib/providers";
import { publishModelVersion } from "@/lib/registry";
import { storeArtefact } from "./artefact-store";
import { selectExamples } from "./dataset-store";
import { findRun, writeResults } from "./run-store";
import type { ClassifierKind, TrainingResult } from "./schemas";
import { trainInThread, type TrainedModel } from "./training-thread";

const Payload = z.object({ runId: z.uuid(), activate: z.boolean() });

/** Trains the models of a run, measures them on the held-out part and publishes them. A cancelled run publishes none. */
export function trainingJob(embedder: Pick<Embedder, "embed" | "embedMeasured">): JobHandler {
  return async (job) => {
    const { runId, activate } = Payload.parse(job.payload);
    const run = await findRun(job.ctx, runId);
    if (!run) throw new Error(`The training run ${runId} is gone`);
    job.progress({ done: 0, total: null, step: "Reading the examples" });
    const examples = await selectExamples(job.ctx, run.datasetId);
    const trained = await trainInThread({
      examples,
      classifiers: run.classifiers as ClassifierKind[],
      seed: run.seed,
      validationShare: run.validationShare,
      embed: (texts) => embedder.embed(texts, job.signal),
      onProgress: ({ step, done, total }) => job.progress({ step, done, total }),
      signal: job.signal,
    });
    job.signal.throwIfAborted();
    job.progress({ done: 0, total: trained.length, step: "Publishing the models" });
    const measured = await withEmbedding(trained, embedder, examples, job);
    job.signal.throwIfAborted();
    const results = await publish(job, run.taskSlug, runId, activate, measured);
    await job.ctx.db.$transaction(async (tx) => {
      await job.requireLease(tx);
      await writeResults(tx, job.ctx, runId, results);
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

async function publish(
  job: JobContext,
  task: string,
  runId: string,
  activate: boolean,
  trained: readonly TrainedModel[],
): Promise<TrainingResult[]> {
  const results: TrainingResult[] = [];
  for (const model of trained) {
    // Another process may have taken the run over meanwhile, and publishes its own.
    await job.ctx.db.$transaction((tx) => job.requireLease(tx));
    results.push(await publishOne(job.ctx, task, runId, activate, model));
    job.progress({ done: results.length, total: trained.length, step: "Publishing the models" });
  }
  return results;
}

async function publishOne(
  ctx: Ctx,
  task: string,
  runId: string,
  activate: boolean,
  trained: TrainedModel,
): Promise<TrainingResult> {
  const { metrics } = trained;
  const artefactSha256 = createHash("sha256").update(trained.artefact).digest("hex");
  await storeArtefact(ctx, artefactSha256, trained.artefact);
  const version = await publishModelVersion(ctx, {
    taskSlug: task,
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
    trainingRunId: runId,
    activate,
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
  };
}
