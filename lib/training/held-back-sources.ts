import type { Ctx } from "@/lib/platform/ctx";
import { auditSources, type GivenExample } from "./audit-sources";
import { eachExample } from "./dataset-store";
import type { HeldBackSource } from "./example-schemas";
import { selectDecided, type DecidedExample } from "./pool-store";
import type { Dataset } from "./schemas";

/** Rows that are looked at together: a second or two of work a giver. */
const MAX_ROWS = 20_000;

/** What a person has looked at stays; `settle-texts.ts` names its rules so. */
export const isHeldBack = (
  { giver, reviewedBy }: Pick<DecidedExample, "giver" | "reviewedBy">,
  heldBack: ReadonlySet<string>,
): boolean => heldBack.has(giver) && (reviewedBy === null || reviewedBy.startsWith("rule: "));

/** The givers whose examples must not be learnt before a person has reviewed them; see `auditSources`. */
export async function heldBackSources(ctx: Ctx, task: string, base: Dataset | null): Promise<HeldBackSource[]> {
  const accepted = (await selectDecided(ctx, task)).filter(({ state }) => state !== "rejected");
  const examples: GivenExample[] = accepted.slice(-MAX_ROWS / 2);
  if (examples.length === 0) return [];
  if (base) {
    for await (const { text, label } of eachExample(ctx, base.id)) {
      examples.push({ text, label, giver: null });
      if (examples.length >= MAX_ROWS) break;
    }
  }
  const found = (await auditSources(examples)).filter((one) => one.isHeldBack);
  return found.flatMap(({ giver, judged, contradicted, usualShare }) => {
    const leftOut = accepted.filter((one) => isHeldBack(one, new Set([giver]))).length;
    return leftOut === 0 ? [] : [{ giver, judged, contradicted, usualShare, leftOut }];
  });
}
