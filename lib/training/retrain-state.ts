import type { Ctx } from "@/lib/platform/ctx";
import type { DatabaseTransaction } from "@/lib/platform/db";
import type { Baseline } from "./judge-triggers";
import type { RetrainOutcome } from "./schemas";

/** Before everything: all evidence counts. */
export const BEGINNING = new Date("2020-01-01T00:00:00Z");

export type RetrainStateOf = {
  since: Date;
  /** Found at `at`; a version that is younger has a baseline of its own. */
  baseline: (Baseline & { at: string }) | null;
  runId: string | null;
  outcome: RetrainOutcome | null;
};

/** Where retraining of a task stands; the beginning when nothing has happened. */
export async function findRetrainState(ctx: Ctx, task: string): Promise<RetrainStateOf> {
  const key = { organizationId: ctx.organizationId, taskSlug: task };
  const row = await ctx.db.retrainState.findUnique({ where: { organizationId_taskSlug: key } });
  return {
    since: row?.since ?? BEGINNING,
    baseline: (row?.baseline as RetrainStateOf["baseline"]) ?? null,
    runId: row?.runId ?? null,
    outcome: (row?.outcome as RetrainOutcome | null) ?? null,
  };
}

export async function writeRetrainState(
  db: Ctx["db"] | DatabaseTransaction,
  { organizationId }: Ctx,
  task: string,
  changes: { since?: Date; baseline?: RetrainStateOf["baseline"]; runId?: string; outcome?: RetrainOutcome },
): Promise<void> {
  const key = { organizationId, taskSlug: task };
  const { baseline, ...others } = changes;
  const data = { ...others, ...(baseline && { baseline }) };
  await db.retrainState.upsert({
    where: { organizationId_taskSlug: key },
    create: { ...key, since: BEGINNING, ...data },
    update: data,
  });
}
