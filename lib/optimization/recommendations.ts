import { z } from "zod";
import { recordAudit } from "@/lib/platform/audit";
import { requireScope, type Ctx } from "@/lib/platform/ctx";
import { conflict } from "@/lib/platform/errors";
import { decodeCursor, page, type Page } from "@/lib/platform/pagination";
import { checkTriggers, getTrainingRun } from "@/lib/training";
import type { TrainingRun } from "@/lib/training/schemas";
import { StartOptimizationInput, type OptimizationRun } from "./optimization-schemas";
import type {
  DismissRecommendationInput,
  ListRecommendationsQuery,
  Recommendation,
  RecommendationOutcome,
} from "./recommendation-schemas";
import { closeRecommendation, requireRecommendation, selectRecommendations } from "./recommendation-store";
import { startOptimization } from "./start-optimization";

/** Newest first. (Default: open ones.) */
export async function listRecommendations(ctx: Ctx, query: ListRecommendationsQuery): Promise<Page<Recommendation>> {
  requireScope(ctx, "read");
  const rows = await selectRecommendations(ctx, query, decodeCursor(query.cursor, z.uuid()));
  return page({ rows, limit: query.limit, cursorOf: ({ id }) => id });
}

/**
 * Begins the optimization, or the training, that verifies the proposal: nothing is changed before it is proven. Throws
 * `conflict` for one that is closed and for a training that cannot start now, and whatever starting the optimization throws.
 */
export async function applyRecommendation(ctx: Ctx, id: string): Promise<OptimizationRun | TrainingRun> {
  requireScope(ctx, "write");
  const recommendation = await requireOpen(ctx, id);
  const { task, type } = recommendation;
  if (type === null) return retrain(ctx, recommendation);
  const run = await startOptimization(ctx, StartOptimizationInput.parse({ task, type }));
  await close(ctx, recommendation, "applied", { reason: null, optimizationId: run.id });
  return run;
}

/** What comes out is put into service as the task's settings say, and only when it beats what serves now. */
async function retrain(ctx: Ctx, recommendation: Recommendation): Promise<TrainingRun> {
  const { startedRunId, notStarted } = await checkTriggers(ctx, { task: recommendation.task, start: "now" });
  if (startedRunId === null) throw conflict(notStarted ?? "The training cannot start now");
  await close(ctx, recommendation, "applied", { reason: null, optimizationId: null, trainingRunId: startedRunId });
  return getTrainingRun(ctx, startedRunId);
}

export async function dismissRecommendation(
  ctx: Ctx,
  id: string,
  { reason }: DismissRecommendationInput,
): Promise<Recommendation> {
  requireScope(ctx, "write");
  const recommendation = await requireOpen(ctx, id);
  await close(ctx, recommendation, "dismissed", { reason, optimizationId: null });
  return requireRecommendation(ctx, id);
}

async function requireOpen(ctx: Ctx, id: string): Promise<Recommendation> {
  const recommendation = await requireRecommendation(ctx, id);
  if (recommendation.status === "open") return recommendation;
  throw conflict(`This recommendation is ${recommendation.status}`, { details: { outcome: recommendation.outcome } });
}

async function close(
  ctx: Ctx,
  recommendation: Recommendation,
  status: "applied" | "dismissed",
  facts: Pick<RecommendationOutcome, "reason" | "optimizationId" | "trainingRunId">,
): Promise<void> {
  const outcome = { by: ctx.actor.name, at: ctx.now().toISOString(), ...facts };
  await ctx.db.$transaction(async (tx) => {
    if (!(await closeRecommendation(tx, ctx, recommendation.id, { status, outcome }))) return;
    await recordAudit(tx, ctx, {
      action: `recommendation.${status === "applied" ? "apply" : "dismiss"}`,
      subjectType: "recommendation",
      subjectId: recommendation.id,
      before: { status: "open" },
      after: { status, ...outcome },
    });
  });
}
