import { z } from "zod";
import { requireScope, type Ctx } from "@/lib/platform/ctx";
import { groupBy } from "@/lib/platform/group-by";
import { decodeCursor, page, type Page } from "@/lib/platform/pagination";
import type { Conflict, Example, ListConflictsQuery, ListExamplesQuery } from "./example-schemas";
import { selectByHash, selectExamplesOfPool, selectVotes, toExample } from "./pool-store";
import { SUSPICIOUS } from "./words";

const Position = z.object({ id: z.uuid(), informativeness: z.number().optional() });

/** Examples of a task, the newest or the most informative first. */
export async function listExamples(ctx: Ctx, query: ListExamplesQuery): Promise<Page<Example>> {
  requireScope(ctx, "read");
  const { suspicious, order, limit, cursor, ...filter } = query;
  const rows = await selectExamplesOfPool(
    ctx,
    { ...filter, minSuspicion: suspicious ? SUSPICIOUS : undefined },
    order,
    limit + 1,
    decodeCursor(cursor, Position),
  );
  return page({
    rows: rows.map(toExample),
    limit,
    cursorOf: ({ id, informativeness }) => (order === "newest" ? { id } : { id, informativeness }),
  });
}

/** Texts for which several labels are open or accepted, with who says what. */
export async function listConflicts(ctx: Ctx, { task, limit, cursor }: ListConflictsQuery): Promise<Page<Conflict>> {
  requireScope(ctx, "read");
  const after = decodeCursor(cursor, z.string()) ?? "";
  const hashes = await ctx.db.$queryRaw<{ textHash: string }[]>`
    SELECT DISTINCT text_hash AS "textHash" FROM pool_examples
    WHERE organization_id = ${ctx.organizationId}::uuid AND task_slug = ${task} AND is_conflicting AND text_hash > ${after}
    ORDER BY 1 LIMIT ${limit + 1}`;
  const wanted = hashes.map(({ textHash }) => textHash);
  const { organizationId } = ctx;
  const [examples, votes] = await Promise.all([
    ctx.db.$transaction((tx) => selectByHash(tx, organizationId, task, wanted)),
    selectVotes(ctx.db, organizationId, task, wanted),
  ]);
  const byHash = groupBy(
    examples.filter(({ isConflicting }) => isConflicting),
    ({ textHash }) => textHash,
  );
  const rows = wanted.map((textHash) => ({
    textHash,
    text: byHash.get(textHash)?.[0]?.text ?? "",
    examples: (byHash.get(textHash) ?? []).map((example) => ({
      ...toExample(example),
      voters: votes
        .filter((vote) => vote.textHash === textHash && vote.label === example.label)
        .map(({ giver, source }) => ({ giver, source })),
    })),
  }));
  const { items, nextCursor } = page({ rows, limit, cursorOf: ({ textHash }) => textHash });
  return { items: items.map(({ text, examples: own }) => ({ text, examples: own })), nextCursor };
}
