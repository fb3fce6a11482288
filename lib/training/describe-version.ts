import { measureVersion } from "@/lib/executions";
import type { MetricsSummary } from "@/lib/executions/schemas";
import { requireScope, type Ctx } from "@/lib/platform/ctx";
import { invalidInput } from "@/lib/platform/errors";
import { getModelVersion, modelVersionsById } from "@/lib/registry";
import { compareAnswers } from "./compare-answers";
import { findDataset } from "./dataset-store";
import { findEvaluation } from "./evaluation-store";
import type { PairedComparison, VersionDetail, VersionUse } from "./evaluation-schemas";
import { loadAnswers } from "./held-out-store";
import { judgeVersionHealth } from "./judge-version-health";
import { findRun } from "./run-store";

const WEEK_MS = 7 * 24 * 3_600_000;

/** A version with its evaluation, lineage, use and health. */
export async function describeVersion(ctx: Ctx, id: string): Promise<VersionDetail> {
  requireScope(ctx, "read");
  const version = await getModelVersion(ctx, id);
  const now = ctx.now();
  const [evaluated, run, week, allTime] = await Promise.all([
    findEvaluation(ctx, id),
    version.trainingRunId ? findRun(ctx, version.trainingRunId) : null,
    measureVersion(ctx, id, { from: new Date(now.getTime() - WEEK_MS), to: now }),
    measureVersion(ctx, id, { from: new Date(version.createdAt), to: now }),
  ]);
  const parentId = evaluated?.parentVersionId ?? null;
  const parent = parentId === null ? undefined : (await modelVersionsById(ctx, [parentId])).get(parentId);
  return {
    ...version,
    evaluation: evaluated?.evaluation ?? null,
    comparison: evaluated?.comparison ?? null,
    lineage: {
      parent: parent ? { id: parent.id, version: parent.version } : null,
      run: run && { id: run.id, seed: run.seed, createdAt: run.createdAt.toISOString(), createdBy: run.createdBy },
      dataset: run && (await findDataset(ctx, run.datasetId)),
    },
    use: { week: trafficOf(week), allTime: trafficOf(allTime) },
    health: judgeVersionHealth(week, evaluated?.evaluation ?? null),
  };
}

/** Two versions on the held-out examples that both were measured on. Throws `invalid_input` when one was not evaluated. */
export async function compareVersions(
  ctx: Ctx,
  { first, second }: { first: string; second: string },
): Promise<{ comparison: PairedComparison | null }> {
  requireScope(ctx, "read");
  const [before, now] = await Promise.all([answersOf(ctx, first, "first"), answersOf(ctx, second, "second")]);
  const known = new Map(before.map((answer) => [answer.hash, answer]));
  const examples = now.flatMap((answer) => {
    const other = known.get(answer.hash);
    // Datasets may disagree on a label: such an example tells nothing of the versions.
    if (!other || other.truth !== answer.truth) return [];
    return [{ isFirstRight: other.predicted === other.truth, isSecondRight: answer.predicted === answer.truth }];
  });
  return { comparison: compareAnswers(examples) };
}

async function answersOf(ctx: Ctx, id: string, field: string) {
  const { version } = await getModelVersion(ctx, id);
  const evaluated = await findEvaluation(ctx, id);
  if (!evaluated) throw invalidInput(`Version ${version} was not evaluated: train it again to compare it`, { field });
  return loadAnswers(ctx, evaluated.predictionsSha256);
}

function trafficOf(summary: MetricsSummary): VersionUse {
  const { count, successRate, latencyMsAverage, latencyMsP95, confidence, quality, qualityCount } = summary;
  const priced = count - summary.unpricedCount;
  return {
    count,
    successRate,
    latencyMsAverage,
    latencyMsP95,
    confidence,
    costPerRequestUsd: priced > 0 ? summary.costUsd / priced : null,
    quality,
    qualityCount,
  };
}
