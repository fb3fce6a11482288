import { requireScope, type Ctx } from "@/lib/platform/ctx";

/**
 * Removes every execution of a task, what the rollups counted of them and what they spent. Meant for the demo: real
 * ones are history.
 */
export async function deleteTaskExecutions(ctx: Ctx, task: string): Promise<void> {
  requireScope(ctx, "write");
  const { organizationId } = ctx;
  await ctx.db.$transaction(async (tx) => {
    await tx.$executeRaw`
      WITH removed AS (
        SELECT dimension, ref, (created_at AT TIME ZONE 'UTC')::date AS day, coalesce(sum(cost_usd), 0) AS cost_usd,
          count(*)::int AS count, (count(*) - count(cost_usd))::int AS unpriced_count
        FROM executions CROSS JOIN LATERAL (
          VALUES ('organization', ''), ('task', task_slug), ('key', key_id::text), ('user', user_ref)
        ) AS dimensions(dimension, ref)
        WHERE organization_id = ${organizationId}::uuid AND task_slug = ${task} AND status <> 'pending'
          AND ref IS NOT NULL
        GROUP BY 1, 2, 3
      )
      UPDATE spend_days AS days SET cost_usd = days.cost_usd - removed.cost_usd, count = days.count - removed.count,
        unpriced_count = days.unpriced_count - removed.unpriced_count, updated_at = now()
      FROM removed
      WHERE days.organization_id = ${organizationId}::uuid AND days.dimension = removed.dimension
        AND days.ref = removed.ref AND days.day = removed.day`;
    await tx.execution.deleteMany({ where: { organizationId, taskSlug: task } });
    await tx.executionRollup.deleteMany({ where: { organizationId, taskSlug: task } });
  });
}
