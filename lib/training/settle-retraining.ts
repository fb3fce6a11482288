import type { Ctx } from "@/lib/platform/ctx";
import { findRetrainState, writeRetrainState } from "./retrain-state";
import type { RetrainOutcome, TrainingResult } from "./schemas";
import { getTrainingRun } from "./training-runs";

/** Notes what the run that the triggers started last has brought, once it is over. Doing it twice changes nothing. */
export async function settleRetraining(ctx: Ctx, task: string): Promise<RetrainOutcome | null> {
  const { runId, outcome } = await findRetrainState(ctx, task);
  if (runId === null || outcome?.kind !== "under_way") return outcome;
  const { status, results, error } = await getTrainingRun(ctx, runId);
  if (status === "queued" || status === "running") return outcome;
  const settled: RetrainOutcome =
    results === null ? { kind: "failed", reason: error?.message ?? `The run was ${status}` } : outcomeOf(results);
  await writeRetrainState(ctx.db, ctx, task, { outcome: settled });
  return settled;
}

/** Each model competes with its own parent: versions of one model replace each other. */
function outcomeOf(results: readonly TrainingResult[]): RetrainOutcome {
  const told = results.map(({ model, version, outcome, comparison }) =>
    [`${model} ${version}:`, outcome?.kind === "kept" ? outcome.reason : comparison?.reason].filter(Boolean).join(" "),
  );
  const isDeployed = results.some(({ outcome }) => outcome && outcome.kind !== "kept");
  return { kind: isDeployed ? "deployed" : "kept", reason: told.join(" ") };
}
