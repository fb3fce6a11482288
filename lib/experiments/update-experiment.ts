import { isDeepStrictEqual } from "node:util";
import { requireScope, type Ctx } from "@/lib/platform/ctx";
import { conflict, invalidInput } from "@/lib/platform/errors";
import { changeExperiment } from "./change-experiment";
import type { ExperimentRow } from "./experiment-store";
import { requireExperiment, requireSoundDesign } from "./experiment-view";
import type { Experiment, ExperimentDesign, UpdateExperimentInput } from "./schemas";
import { requireKnownNames } from "./start-checks";

/** What can change while figures go on: none of it moves a unit or the question. */
const HARMLESS = [
  "name",
  "hypothesis",
  "promotesWinner",
  "rollsBack",
] as const satisfies readonly (keyof ExperimentDesign)[];

/**
 * Changes what is given and leaves the rest. Once it started, any change of shares, variants, audience or metrics begins
 * a new phase: units are assigned anew and figures start at nothing. A higher coverage moves nobody and keeps the phase.
 */
export async function updateExperiment(ctx: Ctx, slug: string, input: UpdateExperimentInput): Promise<Experiment> {
  requireScope(ctx, "write");
  const { design } = await requireExperiment(ctx.db, ctx, slug);
  const wanted = { ...design, ...input };
  requireSoundDesign(wanted);
  await requireKnownNames(ctx, wanted);
  return changeExperiment(ctx, slug, {
    action: "experiment.update",
    label: "Changed",
    change: async (row, tx) => {
      const next = { ...row.design, ...input };
      requireSoundDesign(next);
      if (row.status === "stopped" && !keepsPhase(row.design, next))
        throw conflict("This experiment is stopped: its design stays as it was");
      if (row.status !== "draft" && next.task !== row.design.task)
        throw invalidInput("The task stays once an experiment has started. Make a new one", { field: "task" });
      if (row.status === "draft" || keepsPhase(row.design, next)) return withDesign(row, next);
      const { _max } = await tx.experimentSum.aggregate({
        where: { organizationId: row.organizationId, experimentId: row.id },
        _max: { phase: true },
      });
      const phase = Math.max(row.phase, _max.phase ?? 0) + 1;
      return { ...withDesign(row, next), phase, phaseStartedAt: ctx.now(), verdict: null };
    },
  });
}

/** A bandit's own shares stay, as long as its variants do. */
function withDesign(row: ExperimentRow, design: ExperimentDesign): ExperimentRow {
  const isSame = isDeepStrictEqual(row.design.variants, design.variants);
  return { ...row, design, weights: isSame ? row.weights : design.variants.map(({ weight }) => weight) };
}

function keepsPhase(before: ExperimentDesign, after: ExperimentDesign): boolean {
  if (after.coverage < before.coverage) return false;
  const harmless = Object.fromEntries(HARMLESS.map((field) => [field, after[field]]));
  return isDeepStrictEqual({ ...before, ...harmless, coverage: after.coverage }, after);
}
