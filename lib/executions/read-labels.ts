import { Prisma } from "@/generated/prisma/client";
import type { Ctx } from "@/lib/platform/ctx";
import type { CostSums, Distribution } from "./schemas";
import { withShares } from "./distribution";
import type { TimeWindow } from "./time-window";

export type LabelDimension = "user" | "key" | "tag";
export type LabelRow = CostSums & { value: string };

const LABELS = {
  user: Prisma.sql`SELECT coalesce(user_ref, '') AS value`,
  key: Prisma.sql`SELECT coalesce(key_id::text, '') AS value`,
  tag: Prisma.sql`SELECT key || '=' || value AS value FROM jsonb_each_text(tags)`,
} as const satisfies Record<LabelDimension, Prisma.Sql>;

/** Cost per user, key or tag, dearest first. An execution without user or key counts under ""; one counts for each tag. */
export async function readLabels(
  ctx: Ctx,
  window: TimeWindow,
  dimension: LabelDimension,
  source: string | undefined,
): Promise<LabelRow[]> {
  return ctx.db.$queryRaw<(LabelRow & Record<string, unknown>)[]>`
    SELECT label.value, count(*)::float8 AS count, coalesce(sum(cost_usd), 0) AS "costUsd",
      (count(*) - count(cost_usd))::float8 AS "unpricedCount",
      jsonb_build_object('fresh', coalesce(sum(input_tokens), 0), 'cacheRead', coalesce(sum(cached_input_tokens), 0),
        'cacheWrite', coalesce(sum(cache_write_tokens), 0), 'output', coalesce(sum(output_tokens), 0),
        'reasoning', coalesce(sum(reasoning_tokens), 0)) AS tokens
    FROM executions, LATERAL (${LABELS[dimension]}) AS label
    WHERE organization_id = ${ctx.organizationId}::uuid AND created_at >= ${window.from} AND created_at < ${window.to}
      AND status <> 'pending' ${source === undefined ? Prisma.empty : Prisma.sql`AND source = ${source}`}
    GROUP BY 1 ORDER BY "costUsd" DESC, count DESC, 1`;
}

/** How executions spread over the values of a tag; those without it are not counted. */
export async function readTagDistribution(
  ctx: Ctx,
  window: TimeWindow,
  tag: "priority" | "type",
  source: string | undefined,
): Promise<Distribution> {
  const prefix = `${tag}=`;
  const rows = await readLabels(ctx, window, "tag", source);
  const entries = rows
    .filter(({ value }) => value.startsWith(prefix))
    .map(({ value, count, costUsd }) => ({ value: value.slice(prefix.length), count, costUsd }))
    .sort((a, b) => b.count - a.count);
  return { by: tag, entries: withShares(entries), note: null };
}
