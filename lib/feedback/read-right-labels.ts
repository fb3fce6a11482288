import { requireScope, type Ctx } from "@/lib/platform/ctx";
import { WEIGHT_OF_SOURCE } from "./quality-of-feedback";

/** Ids in one query. */
const BATCH = 5_000;

type Named = { executionId: string; label: string; source: keyof typeof WEIGHT_OF_SOURCE };

/**
 * Which label would have been right, by execution: what most of its givers say, experts weighing more. Only of those who
 * may move its quality. Executions of which nobody said it, or on which givers are divided evenly, are left out.
 */
export async function readRightLabels(ctx: Ctx, executionIds: readonly string[]): Promise<ReadonlyMap<string, string>> {
  requireScope(ctx, "read");
  const votes = new Map<string, Map<string, number>>();
  for (let at = 0; at < executionIds.length; at += BATCH) {
    const ids = executionIds.slice(at, at + BATCH);
    const rows = await ctx.db.$queryRaw<Named[]>`
      select execution_id as "executionId", right_label as label, source from feedback
      where organization_id = ${ctx.organizationId}::uuid and execution_id = any(${ids}::uuid[])
        and right_label is not null and moves_quality and not is_withdrawn`;
    for (const { executionId, label, source } of rows) {
      const own = votes.get(executionId) ?? new Map<string, number>();
      own.set(label, (own.get(label) ?? 0) + WEIGHT_OF_SOURCE[source]);
      votes.set(executionId, own);
    }
  }
  return new Map([...votes].flatMap(([id, own]) => winnerOf(own).map((label): [string, string] => [id, label])));
}

function winnerOf(votes: ReadonlyMap<string, number>): string[] {
  const most = Math.max(...votes.values());
  const winners = [...votes].filter(([, weight]) => weight === most);
  return winners.length === 1 ? [winners[0]![0]] : [];
}
