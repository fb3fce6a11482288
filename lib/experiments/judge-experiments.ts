import { systemCtx, type Ctx } from "@/lib/platform/ctx";
import type { RecurringWork } from "@/lib/platform/jobs";
import type { Runtime } from "@/lib/platform/runtime";
import { changeExperiment } from "./change-experiment";
import { isFinal, type Decision } from "./decide-verdict";
import { describeLook } from "./describe-results";
import { selectRunning, updateExperimentRow, lockExperiment, type ExperimentRow } from "./experiment-store";
import { endExperiment } from "./lifecycle";
import { lostVariants } from "./lost-variants";
import { insertLook, selectLastLook } from "./look-store";
import { readEvaluation, type CurrentEvaluation } from "./read-evaluation";
import type { Verdict } from "./schemas";

/** A look is kept when units grew by this share since the last one, or after this time when they grew at all. */
const LOOK_GROWTH = 0.02;
const LOOK_INTERVAL_MS = 10 * 60_000;

/** Looks at every running experiment: keeps verdicts, moves a bandit's shares, and acts where that was asked for. */
export const experimentJudging: RecurringWork = {
  name: "experiments.judge",
  scope: "installation",
  intervalMs: 15_000,
  run: async ({ runtime, signal }) => {
    for (const row of await selectRunning(runtime.db)) {
      signal.throwIfAborted();
      await judgeExperiment(runtime, row).catch((error: unknown) =>
        runtime.log.error({ err: error, experiment: row.slug }, "an experiment could not be judged"),
      );
    }
  },
};

export async function judgeExperiment(runtime: Runtime, row: ExperimentRow): Promise<void> {
  const ctx = systemCtx(runtime, row.organizationId, "experiments");
  const current = await readEvaluation(ctx.db, row, { withSegments: false });
  await keepLook(ctx, row, current);
  const lost = await lostVariants(ctx, row.design);
  if (lost.length > 0) {
    // What is gone is neither called the winner nor promoted; the page says so, and an alert may.
    runtime.log.warn({ experiment: row.slug, lost }, "variants of an experiment lost their model: it is not judged");
    return;
  }
  const verdict = row.verdict ?? (isFinal(current.decision) ? await keepVerdict(ctx, row, current.decision) : null);
  if (verdict && (await act(ctx, row, verdict))) return;
  if (current.bandit) await moveShares(ctx, row, current.bandit.weights);
}

async function keepLook(ctx: Ctx, row: ExperimentRow, { arms, evaluation }: CurrentEvaluation): Promise<void> {
  const key = { organizationId: row.organizationId, experimentId: row.id, phase: row.phase };
  const last = await selectLastLook(ctx.db, key);
  const grown = evaluation.units - (last?.units ?? 0);
  const now = ctx.now();
  const isDue =
    last === null || grown >= LOOK_GROWTH * last.units || now.getTime() - last.at.getTime() >= LOOK_INTERVAL_MS;
  if (grown > 0 && isDue) await insertLook(ctx.db, key, describeLook(row.design, arms, evaluation, now));
}

/** Keeps a verdict for good. Of several that see it at once the first one's stands. */
export async function keepVerdict(ctx: Ctx, row: ExperimentRow, decision: Decision): Promise<Verdict> {
  const verdict: Verdict = { ...decision, decidedAt: ctx.now().toISOString(), automatic: null };
  const kept = await changeExperiment(ctx, row.slug, {
    action: "experiment.verdict",
    label: null,
    reason: verdict.reason,
    change: (locked) => (locked.verdict === null && locked.phase === row.phase ? { ...locked, verdict } : locked),
  });
  return kept.verdict ?? verdict;
}

/** Does what was asked for in advance, once. Whether it did anything. */
async function act(ctx: Ctx, { slug, design }: ExperimentRow, verdict: Verdict): Promise<boolean> {
  if (verdict.automatic !== null) return false;
  if (verdict.action === "ship" && design.promotesWinner) {
    await endExperiment(ctx, slug, { reason: verdict.reason, promote: verdict.variant }, "promoted");
    return true;
  }
  if (verdict.action === "roll_back" && design.rollsBack) {
    await endExperiment(ctx, slug, { reason: verdict.reason, promote: null }, "rolled_back");
    return true;
  }
  return false;
}

/** A bandit's shares follow what was measured; that is no change of configuration, so it is not audited. */
async function moveShares(ctx: Ctx, row: ExperimentRow, weights: number[]): Promise<void> {
  await ctx.db.$transaction(async (tx) => {
    const locked = await lockExperiment(tx, row.organizationId, row.id);
    if (locked?.status === "running" && locked.phase === row.phase)
      await updateExperimentRow(tx, { ...locked, weights }, locked.updatedAt);
  });
  await ctx.runtime.experiments.refresh();
}
