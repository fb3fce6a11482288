import { Prisma } from "@/generated/prisma/client";
import type { Ctx } from "@/lib/platform/ctx";
import { addCosts, NO_COSTS, subtractCosts } from "./cost-sums";
import { cellsOf } from "./cells-of";
import { coverWindow } from "./cover-window";
import type { CostSums, Distribution } from "./schemas";
import { withShares } from "./distribution";
import type { TimeWindow } from "./time-window";

export type LabelRow = CostSums & { value: string };

/** Cost per user or key on whole days (UTC), dearest first. An execution without one counts under "". */
export async function readRefs(
  ctx: Ctx,
  window: TimeWindow,
  dimension: "user" | "key",
  source: string | undefined,
): Promise<LabelRow[]> {
  const rows = await ctx.db.$queryRaw<(LabelRow & { isTotal: boolean } & Record<string, unknown>)[]>`
    SELECT dimension = 'organization' AS "isTotal", ref AS value, sum(count)::float8 AS count, sum(cost_usd) AS "costUsd",
      sum(unpriced_count)::float8 AS "unpricedCount",
      jsonb_build_object('fresh', sum(input_tokens), 'cacheRead', sum(cache_read_tokens),
        'cacheWrite', sum(cache_write_tokens), 'output', sum(output_tokens), 'reasoning', sum(reasoning_tokens)) AS tokens
    FROM spend_days
    WHERE organization_id = ${ctx.organizationId}::uuid AND dimension IN ('organization', ${dimension})
      AND day >= (${window.from}::timestamptz AT TIME ZONE 'UTC')::date
      AND day <= (${new Date(window.to.getTime() - 1)}::timestamptz AT TIME ZONE 'UTC')::date
      ${source === undefined ? Prisma.empty : Prisma.sql`AND source = ${source}`}
    GROUP BY 1, 2 HAVING sum(count) <> 0`;
  const named = rows.filter(({ isTotal }) => !isTotal).map(({ isTotal: _, ...row }) => row);
  const total = rows.find(({ isTotal }) => isTotal);
  const unnamed = total && subtractCosts(total, named.reduce(addCosts, NO_COSTS));
  if (unnamed && unnamed.count > 0) named.push({ value: "", ...unnamed });
  return named.sort((a, b) => b.costUsd - a.costUsd || b.count - a.count || (a.value < b.value ? -1 : 1));
}

/** Cost per tag (`name=value`), dearest first; an execution counts once for each of its tags. `name`: only those. */
export async function readTags(
  ctx: Ctx,
  window: TimeWindow,
  { source, name }: { source: string | undefined; name: string | undefined },
): Promise<LabelRow[]> {
  const conditions = [Prisma.sql`AND label <> ''`];
  if (source !== undefined) conditions.push(Prisma.sql`AND source = ${source}`);
  if (name !== undefined) conditions.push(Prisma.sql`AND starts_with(label, ${`${name}=`})`);
  return ctx.db.$queryRaw<(LabelRow & Record<string, unknown>)[]>`
    SELECT label AS value, sum(count) AS count, sum(cost_usd) AS "costUsd", sum(unpriced_count) AS "unpricedCount",
      jsonb_build_object('fresh', sum(input_tokens), 'cacheRead', sum(cache_read_tokens),
        'cacheWrite', sum(cache_write_tokens), 'output', sum(output_tokens), 'reasoning', sum(reasoning_tokens)) AS tokens
    FROM (${cellsOf(ctx.organizationId, coverWindow(window, null), Prisma.join(conditions, " "))}) AS cells
    GROUP BY 1 HAVING sum(count) <> 0 ORDER BY "costUsd" DESC, count DESC, 1`;
}

/** How executions spread over the values of two tags; those without the tag are not counted. */
export async function readTagDistributions(
  ctx: Ctx,
  window: TimeWindow,
  source: string | undefined,
): Promise<Distribution[]> {
  const rows = await readTags(ctx, window, { source, name: undefined });
  return (["priority", "type"] as const).map((by) => {
    const entries = rows
      .filter(({ value }) => value.startsWith(`${by}=`))
      .map(({ value, count, costUsd }) => ({ value: value.slice(by.length + 1), count, costUsd }))
      .sort((a, b) => b.count - a.count);
    return { by, entries: withShares(entries), note: null };
  });
}
