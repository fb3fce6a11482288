import { requireScope, type Ctx } from "@/lib/platform/ctx";
import { conflict, invalidInput } from "@/lib/platform/errors";
import { newId } from "@/lib/platform/ids";
import { lockExperiment } from "./experiment-store";
import { requireExperiment } from "./experiment-view";
import { addJudgements, type JudgementCount } from "./judgement-store";
import type { ExperimentDesign, Judgement, JudgementsAnswer, JudgementsInput } from "./schemas";
import { claimEvents } from "./sum-store";

/**
 * Counts which of two variants was preferred, for the ranking of the phase. All or none: throws `invalid_input` naming the first
 * judgement of an unknown variant, `conflict` before the start.
 */
export async function reportJudgements(
  ctx: Ctx,
  slug: string,
  { judgements }: JudgementsInput,
): Promise<JudgementsAnswer> {
  requireScope(ctx, "record");
  const row = await requireExperiment(ctx.db, ctx, slug);
  if (row.phaseStartedAt === null) throw conflict("This experiment did not start yet, so there is nothing to compare");
  requireKnownVariants(row.design, judgements);
  const key = { organizationId: row.organizationId, experimentId: row.id, phase: row.phase };
  const named = judgements.map((judgement) => ({
    judgement,
    eventKey: judgement.id === undefined ? `judgement:${newId(ctx.now().getTime())}` : `judged:${judgement.id}`,
  }));
  return ctx.db.$transaction(
    async (tx) => {
      const locked = await lockExperiment(tx, row.organizationId, row.id);
      if (locked?.phase !== row.phase) throw conflict("A new phase began meanwhile: its variants may be others");
      const claimed = await claimEvents(
        tx,
        key,
        named.map(({ eventKey }) => ({ eventKey, unitRef: "" })),
      );
      // Of two with one name in the same batch the first counts.
      const fresh = named.filter(({ eventKey }) => claimed.delete(eventKey)).map(({ judgement }) => judgement);
      await addJudgements(tx, key, summed(fresh));
      return { counted: fresh.length, duplicates: named.length - fresh.length };
    },
    { maxWait: 20_000, timeout: 20_000 },
  );
}

function requireKnownVariants({ variants }: ExperimentDesign, judgements: readonly Judgement[]): void {
  const keys = new Set(variants.map(({ key }) => key));
  for (const [index, judgement] of judgements.entries())
    for (const field of ["preferred", "over"] as const)
      if (!keys.has(judgement[field]))
        throw invalidInput(`There is no variant \`${judgement[field]}\`: it is one of ${[...keys].join(", ")}`, {
          field: judgements.length === 1 ? field : `judgements[${index}].${field}`,
        });
}

function summed(judgements: readonly Judgement[]): JudgementCount[] {
  const counts = new Map<string, JudgementCount>();
  const add = (preferred: string, other: string, more: number) => {
    const id = `${preferred}\u0000${other}`;
    counts.set(id, { preferred, other, count: (counts.get(id)?.count ?? 0) + more });
  };
  for (const { preferred, over, isTie } of judgements) {
    add(preferred, over, isTie ? 0.5 : 1);
    if (isTie) add(over, preferred, 0.5);
  }
  return [...counts.values()];
}
