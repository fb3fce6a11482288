import { createHash } from "node:crypto";
import type { Ctx } from "@/lib/platform/ctx";
import { AppError } from "@/lib/platform/errors";
import { newId } from "@/lib/platform/ids";
import type { JobContext } from "@/lib/platform/jobs";
import { serializeInstruction, type Embedder, type Instruction } from "@/lib/providers";
import { listModelVersions, publishModelVersion } from "@/lib/registry";
import type { ModelVersion } from "@/lib/registry/schemas";
import { storeArtefact } from "./artefact-store";
import { compareWithParent } from "./compare-with-parent";
import { evaluateAnswers } from "./evaluate-answers";
import { putEvaluation } from "./evaluation-store";
import { storeAnswers } from "./held-out-store";
import type { AskedRow, Purse } from "./measure-instruction";
import { parentOf, putIntoService, type Service } from "./put-into-service";
import { writeResults, type RunRow } from "./run-store";
import type { TrainingMethod } from "./words";
import type { TrainingResult } from "./schemas";

/** Fewer answers say too little to publish a version by. */
const MIN_MEASURED = 10;

/** A version that is not published: it can be asked, and nothing else knows it. */
export async function draftVersion(
  ctx: Ctx,
  { taskSlug, id: trainingRunId }: Pick<RunRow, "taskSlug" | "id">,
  modelSlug: string,
  instruction: Omit<Instruction, "format">,
): Promise<ModelVersion & { artefactBytes: number }> {
  const bytes = serializeInstruction(instruction);
  const artefactSha256 = createHash("sha256").update(bytes).digest("hex");
  await storeArtefact(ctx, artefactSha256, bytes, "application/x-ai-gym-instruction");
  return {
    id: newId(ctx.now().getTime()),
    taskSlug,
    modelSlug,
    version: "0.0.0",
    status: "inactive",
    artefactSha256,
    metrics: { accuracy: 0, macroF1: 0, validationCount: 0, trainCount: 0 },
    labels: [...instruction.labels],
    trainingRunId,
    createdAt: ctx.now().toISOString(),
    deletedAt: null,
    artefactBytes: bytes.byteLength,
  };
}

/** Removes drafts that nothing came of; those of published versions stay. */
export async function dropDrafts(ctx: Ctx, drafts: readonly ModelVersion[]): Promise<void> {
  const { organizationId } = ctx;
  const sha256s = drafts.map(({ artefactSha256 }) => artefactSha256);
  const kept = await ctx.db.modelVersion.findMany({
    where: { organizationId, artefactSha256: { in: sha256s } },
    select: { artefactSha256: true },
  });
  const gone = sha256s.filter((sha256) => !kept.some(({ artefactSha256 }) => artefactSha256 === sha256));
  await ctx.db.artefact.deleteMany({ where: { organizationId, sha256: { in: gone } } });
}

type Publication = {
  run: RunRow;
  method: Exclude<TrainingMethod, "local">;
  draft: ModelVersion & { artefactBytes: number };
  answers: readonly AskedRow[];
  trainCount: number;
  purse: Purse;
  service: Service;
  embedder: Pick<Embedder, "embed">;
  extra?: Partial<TrainingResult>;
};

/** Publishes a measured draft, as the training of local models does. Doing it again after a crash publishes nothing twice. */
export async function publishInstruction(job: JobContext, publication: Publication): Promise<TrainingResult> {
  const { ctx } = job;
  const { run, method, draft, answers, trainCount, purse, service, embedder, extra } = publication;
  if (answers.length < MIN_MEASURED) {
    throw new AppError(
      "invalid_input",
      `Only ${answers.length} held-out examples could be measured, which says too little: raise the spend cap, or import more examples`,
    );
  }
  await ctx.db.$transaction((tx) => job.requireLease(tx));
  const evaluation = evaluateAnswers(answers);
  const parent = await parentOf(ctx, run, draft.modelSlug);
  const comparison = await compareWithParent(ctx, parent, answers, embedder);
  const predictionMsP95 = p95(answers.map(({ latencyMs }) => latencyMs));
  const version =
    (await publishedBefore(ctx, run, draft)) ??
    (await publishModelVersion(ctx, {
      id: draft.id,
      taskSlug: draft.taskSlug,
      modelSlug: draft.modelSlug,
      artefactSha256: draft.artefactSha256,
      metrics: {
        accuracy: evaluation.accuracy,
        macroF1: evaluation.macro.f1,
        validationCount: answers.length,
        trainCount,
        predictionMsP95,
        ...(evaluation.ece !== null && { ece: evaluation.ece }),
      },
      labels: draft.labels,
      trainingRunId: run.id,
      activate: false,
    }));
  await putEvaluation(ctx, {
    versionId: version.id,
    taskSlug: run.taskSlug,
    runId: run.id,
    datasetId: run.datasetId,
    predictionsSha256: await storeAnswers(ctx, answers),
    evaluation,
    parentVersionId: parent?.id ?? null,
    comparison,
  });
  const result: TrainingResult = {
    classifier: method,
    model: version.modelSlug,
    modelVersionId: version.id,
    version: version.version,
    accuracy: evaluation.accuracy,
    macroF1: evaluation.macro.f1,
    ece: evaluation.ece,
    trainCount,
    validationCount: answers.length,
    trainCpuSeconds: 0,
    predictionMsP95,
    artefactBytes: draft.artefactBytes,
    comparison,
    measuringCostUsd: purse.isPriceUnknown ? null : purse.costUsd,
    ...extra,
    outcome: await putIntoService(ctx, version, comparison, service),
  };
  await ctx.db.$transaction(async (tx) => {
    await job.requireLease(tx);
    await writeResults(tx, ctx, run.id, [result]);
  });
  return result;
}

async function publishedBefore(ctx: Ctx, run: RunRow, draft: ModelVersion): Promise<ModelVersion | null> {
  const { items } = await listModelVersions(ctx, { task: run.taskSlug, model: draft.modelSlug });
  return items.find(({ trainingRunId }) => trainingRunId === run.id) ?? null;
}

function p95(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.ceil(0.95 * sorted.length) - 1] ?? 0;
}
