import { Prisma } from "@/generated/prisma/client";
import { requireScope, type Ctx } from "@/lib/platform/ctx";
import type { LabelSpread, MetricsQuery } from "./schemas";
import { timeWindow } from "./time-window";

/** Executions that are read: the sums know no labels, and the newest say enough, a share to 1.4 points (95 %). */
const MOST = 5_000;

/** How the newest answers of a task in a window spread over its labels. */
export async function labelSpread(
  ctx: Ctx,
  query: Pick<MetricsQuery, "period" | "from" | "to" | "model"> & { task: string },
): Promise<LabelSpread> {
  requireScope(ctx, "read");
  const { from, to } = timeWindow(query, ctx.now());
  const model = query.model === undefined ? Prisma.empty : Prisma.sql`AND model_slug = ${query.model}`;
  const rows = await ctx.db.$queryRaw<{ label: string | null; count: number }[]>`
    SELECT label, count(*)::int AS count FROM (
      SELECT label FROM executions
      WHERE organization_id = ${ctx.organizationId}::uuid AND task_slug = ${query.task}
        AND created_at >= ${from} AND created_at < ${to} ${model}
      ORDER BY created_at DESC, id DESC LIMIT ${MOST}) AS newest
    GROUP BY 1 ORDER BY 2 DESC, 1`;
  const named = rows.flatMap(({ label, count }) => (label === null ? [] : [{ label, count }]));
  const readCount = named.reduce((sum, { count }) => sum + count, 0);
  return {
    entries: named.map((one) => ({ ...one, share: one.count / readCount })),
    readCount,
    isCut: rows.reduce((sum, { count }) => sum + count, 0) === MOST,
  };
}
