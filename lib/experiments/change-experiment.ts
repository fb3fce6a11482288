import { recordAudit } from "@/lib/platform/audit";
import type { Ctx } from "@/lib/platform/ctx";
import type { DatabaseTransaction } from "@/lib/platform/db";
import { updateExperimentRow, type ExperimentRow, type Promotion, type Step } from "./experiment-store";
import { asExperiment, requireLockedExperiment } from "./experiment-view";
import type { Experiment } from "./schemas";

export type ExperimentChange = {
  /** Such as `experiment.start`. */
  action: string;
  /** What it did, for the button that takes it back; null for what needs none. */
  label: string | null;
  reason?: string | undefined;
  promotion?: Promotion | null;
  change: (row: ExperimentRow, tx: DatabaseTransaction) => ExperimentRow | Promise<ExperimentRow>;
};

/** Changes an experiment with its audit row in one transaction, and lets this process serve by it at once. */
export async function changeExperiment(
  ctx: Ctx,
  slug: string,
  { action, label, reason, promotion = null, change }: ExperimentChange,
): Promise<Experiment> {
  const changed = await ctx.db.$transaction(async (tx) => {
    const before = await requireLockedExperiment(tx, ctx, slug);
    const after = await change(before, tx);
    const steps = label === null ? after.steps : [...after.steps, stepOf(ctx, before, { action, label, promotion })];
    const stored = await updateExperimentRow(tx, { ...after, steps }, ctx.now());
    await recordAudit(tx, ctx, {
      action,
      subjectType: "experiment",
      subjectId: slug,
      before: audited(before),
      after: { ...audited(stored), ...(promotion && { promotion }) },
      reason: reason || null,
    });
    return stored;
  });
  await ctx.runtime.experiments.refresh();
  return asExperiment(changed);
}

export const audited = ({ status, phase, weights, design, verdict, deletedAt }: ExperimentRow) =>
  deletedAt ? null : { status, phase, weights, design, verdict };

function stepOf(
  ctx: Ctx,
  before: ExperimentRow,
  { action, label, promotion }: Pick<Step, "action" | "label" | "promotion">,
): Step {
  return {
    action,
    label,
    at: ctx.now().toISOString(),
    by: ctx.actor.name,
    before: {
      status: before.status,
      phase: before.phase,
      phaseStartedAt: before.phaseStartedAt?.toISOString() ?? null,
      startedAt: before.startedAt?.toISOString() ?? null,
      stoppedAt: before.stoppedAt?.toISOString() ?? null,
      weights: before.weights,
      design: before.design,
      verdict: before.verdict,
    },
    promotion,
  };
}
