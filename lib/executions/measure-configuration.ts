import { requireScope, type Ctx } from "@/lib/platform/ctx";
import { Prisma } from "@/generated/prisma/client";

export type ConfigurationQuestion = {
  task: string;
  /** (Default: all of them.) */
  version?: number;
  /** Live executions that began in it; `to` is excluded. */
  from: Date;
  to: Date;
};

/** How live traffic fared. Cancelled executions count neither as answered nor as failed. */
export type MeasuredConfiguration = {
  count: number;
  failedCount: number;
  qualityCount: number;
  /** 0–100; null when nothing was scored. */
  qualityMean: number | null;
  /** Of the sample; null below two scores. */
  qualitySd: number | null;
  /** Milliseconds; null without answers. */
  latencyMsP95: number | null;
  /** US dollars of executions whose price is known; null without any. */
  meanCostUsd: number | null;
};

/** Live executions of a task that were served by one version of its configuration; tests of the product are left out. */
export async function measureConfiguration(ctx: Ctx, question: ConfigurationQuestion): Promise<MeasuredConfiguration> {
  requireScope(ctx, "read");
  const { task, version, from, to } = question;
  const ofVersion = version === undefined ? Prisma.empty : Prisma.sql`AND configuration_version = ${version}`;
  const [row] = await ctx.db.$queryRaw<MeasuredConfiguration[]>`
    SELECT count(*) FILTER (WHERE status IN ('success', 'partial', 'failed'))::int AS count,
      count(*) FILTER (WHERE status IN ('partial', 'failed'))::int AS "failedCount",
      count(quality)::int AS "qualityCount", avg(quality)::float8 AS "qualityMean",
      stddev_samp(quality)::float8 AS "qualitySd",
      percentile_cont(0.95) WITHIN GROUP (ORDER BY latency_ms) FILTER (WHERE status = 'success') AS "latencyMsP95",
      avg(cost_usd) FILTER (WHERE status = 'success')::float8 AS "meanCostUsd"
    FROM executions
    WHERE organization_id = ${ctx.organizationId}::uuid AND task_slug = ${task} AND created_at >= ${from}
      AND created_at < ${to} AND source NOT IN ('benchmark', 'judge') ${ofVersion}`;
  return row!;
}
