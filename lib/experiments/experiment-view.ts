import type { Ctx } from "@/lib/platform/ctx";
import type { DatabaseTransaction } from "@/lib/platform/db";
import { invalidInput, notFound } from "@/lib/platform/errors";
import { designFault } from "./design-fault";
import { lockExperiment, selectExperiment, type ExperimentRow } from "./experiment-store";
import type { Experiment, ExperimentDesign } from "./schemas";

/** Throws `not_found` for another organization's and for a deleted one too. */
export async function requireExperiment(db: DatabaseTransaction, ctx: Ctx, slug: string): Promise<ExperimentRow> {
  const row = await selectExperiment(db, ctx.organizationId, slug);
  if (!row || row.deletedAt) throw notFound(`There is no experiment \`${slug}\`. GET /api/v1/experiments lists them`);
  return row;
}

/** The experiment, which nobody else changes or counts for before this transaction ends. */
export async function requireLockedExperiment(tx: DatabaseTransaction, ctx: Ctx, slug: string): Promise<ExperimentRow> {
  const { id } = await requireExperiment(tx, ctx, slug);
  const row = await lockExperiment(tx, ctx.organizationId, id);
  if (!row || row.deletedAt) throw notFound(`There is no experiment \`${slug}\`. GET /api/v1/experiments lists them`);
  return row;
}

/** Throws `invalid_input` when the parts of a design do not fit together. */
export function requireSoundDesign(design: ExperimentDesign): void {
  const fault = designFault(design);
  if (fault) throw invalidInput(fault.message, { field: fault.field });
}

export function asExperiment(row: ExperimentRow): Experiment {
  const step = row.steps.at(-1);
  return {
    id: row.id,
    slug: row.slug,
    status: row.status,
    design: row.design,
    phase: row.phase,
    phaseStartedAt: row.phaseStartedAt?.toISOString() ?? null,
    startedAt: row.startedAt?.toISOString() ?? null,
    stoppedAt: row.stoppedAt?.toISOString() ?? null,
    weights: row.weights,
    verdict: row.verdict,
    undo: step ? { action: step.action, label: step.label, at: step.at, by: step.by } : null,
    createdBy: row.createdBy,
    createdAt: row.createdAt.toISOString(),
    updatedAt: row.updatedAt.toISOString(),
  };
}
