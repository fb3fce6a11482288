import { requireScope, type Ctx } from "@/lib/platform/ctx";
import { recordAudit } from "@/lib/platform/audit";
import { conflict, notFound } from "@/lib/platform/errors";
import { audited, changeExperiment } from "./change-experiment";
import { selectExperiment, updateExperimentRow } from "./experiment-store";
import { asExperiment } from "./experiment-view";
import type { Experiment } from "./schemas";

/** Takes an experiment off the list; its figures stay and `restoreExperiment` brings it back. Throws `conflict` while it has traffic. */
export async function deleteExperiment(ctx: Ctx, slug: string): Promise<Experiment> {
  requireScope(ctx, "write");
  return changeExperiment(ctx, slug, {
    action: "experiment.delete",
    label: null,
    change: (row) => {
      if (row.status === "running" || row.status === "paused")
        throw conflict("Stop this experiment before deleting it");
      return { ...row, deletedAt: ctx.now() };
    },
  });
}

/** Brings a deleted one back as it was. One that is there already stays as it is. */
export async function restoreExperiment(ctx: Ctx, slug: string): Promise<Experiment> {
  requireScope(ctx, "write");
  const row = await ctx.db.$transaction(async (tx) => {
    const deleted = await selectExperiment(tx, ctx.organizationId, slug);
    if (!deleted) throw notFound(`There is no experiment \`${slug}\``);
    if (!deleted.deletedAt) return deleted;
    const restored = await updateExperimentRow(tx, { ...deleted, deletedAt: null }, ctx.now());
    await recordAudit(tx, ctx, {
      action: "experiment.restore",
      subjectType: "experiment",
      subjectId: slug,
      before: null,
      after: audited(restored),
    });
    return restored;
  });
  return asExperiment(row);
}
