import { recordAudit } from "@/lib/platform/audit";
import { requireScope, type Ctx } from "@/lib/platform/ctx";
import { newId } from "@/lib/platform/ids";
import { audited } from "./change-experiment";
import { insertExperiment, selectExperiment, slugTaken } from "./experiment-store";
import { asExperiment, requireSoundDesign } from "./experiment-view";
import type { CreateExperimentInput, Experiment } from "./schemas";
import { requireKnownNames } from "./start-checks";

/** Makes a draft, which gets no traffic. Throws `conflict` when the slug is taken, `invalid_input` for an unsound design. */
export async function createExperiment(ctx: Ctx, { slug, ...design }: CreateExperimentInput): Promise<Experiment> {
  requireScope(ctx, "write");
  requireSoundDesign(design);
  await requireKnownNames(ctx, design);
  if (await selectExperiment(ctx.db, ctx.organizationId, slug)) throw slugTaken(slug);
  const created = await ctx.db.$transaction(async (tx) => {
    const row = await insertExperiment(tx, ctx, { id: newId(ctx.now().getTime()), slug, design });
    await recordAudit(tx, ctx, {
      action: "experiment.create",
      subjectType: "experiment",
      subjectId: slug,
      before: null,
      after: audited(row),
    });
    return row;
  });
  return asExperiment(created);
}
