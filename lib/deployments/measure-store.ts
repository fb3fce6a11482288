import type { Ctx } from "@/lib/platform/ctx";
import { Prisma, type DatabaseTransaction } from "@/lib/platform/db";
import type { SampleSummary } from "@/lib/platform/stats";
import type { DeploymentRow } from "./deployment-store";
import type { ArmFacts, Stratum } from "./judge-gates";

type ArmName = "candidate" | "baseline";

type FactRow = {
  arm: ArmName | null;
  step: number;
  count: number;
  errors: number;
  slow: number;
  costCount: number;
  costMean: number | null;
  costSd: number | null;
};

type Measurable = Pick<DeploymentRow, "organizationId" | "id" | "versionId" | "previousVersionId" | "createdAt">;

/**
 * The requests of a deployment with the version that each was meant for: the one that answered, or, when none of the two
 * did, the one that was called. `failed` is one that its version did not answer.
 */
const requests = ({ organizationId, id, versionId, previousVersionId, createdAt }: Measurable) => {
  const wasCalled = (version: string | null) =>
    Prisma.sql`(model_version_id = ${version}::uuid or attempts @> ${JSON.stringify([{ modelVersionId: version }])}::jsonb)`;
  return Prisma.sql`
    select *, case when arm = 'candidate' then model_version_id is distinct from ${versionId}::uuid
                   else model_version_id is distinct from ${previousVersionId}::uuid end
              or status in ('failed', 'partial', 'interrupted') as failed
    from (
      select id, created_at, status, model_version_id, latency_ms, cost_usd, quality, label,
        case when ${wasCalled(versionId)} then 'candidate' when ${wasCalled(previousVersionId)} then 'baseline' end as arm
      from executions
      where organization_id = ${organizationId}::uuid and deployment_id = ${id}::uuid
        and created_at >= ${createdAt}::timestamptz - interval '1 minute'
        and status in ('success', 'partial', 'failed', 'interrupted')
    ) as request where arm is not null`;
};

/** 95th percentile of the answers of both versions, milliseconds; null without answers. */
export async function selectLatencies(
  db: DatabaseTransaction,
  deployment: Measurable,
): Promise<Record<ArmName, number | null>> {
  const rows = await db.$queryRaw<{ arm: ArmName; p95: number | null }[]>`
    select arm, percentile_cont(0.95) within group (order by latency_ms) as p95
    from (${requests(deployment)}) as seen where not failed group by arm`;
  const of = (arm: ArmName) => rows.find((row) => row.arm === arm)?.p95 ?? null;
  return { candidate: of("candidate"), baseline: of("baseline") };
}

/** What was seen of both versions at each step. `slowMs`: latency above which an answer is slow; null = none is. */
export async function selectStrata(
  db: DatabaseTransaction,
  deployment: Measurable,
  stepStarts: readonly string[],
  slowMs: number | null,
): Promise<Stratum[]> {
  const rows = await db.$queryRaw<FactRow[]>`
    select arm, step::int as step, count(*)::int as count, (count(*) filter (where failed))::int as errors,
      (count(*) filter (where not failed and latency_ms > ${slowMs}::float8))::int as slow,
      (count(cost_usd) filter (where not failed))::int as "costCount",
      avg(cost_usd) filter (where not failed) as "costMean",
      stddev_samp(cost_usd) filter (where not failed) as "costSd"
    from (
      select *, (select count(*) from unnest(${[...stepStarts]}::timestamptz[]) as began where began <= created_at) as step
      from (${requests(deployment)}) as seen
    ) as stepped group by arm, step`;
  return stepStarts.map((_, step) => ({
    baseline: factsOf(rows, "baseline", step),
    candidate: factsOf(rows, "candidate", step),
  }));
}

/** In shadow nobody is served by the new version: what it would have done counts in its place. */
export async function selectShadowFacts(
  db: DatabaseTransaction,
  { organizationId, id, versionId }: Measurable,
  slowRatio: { ratio: number; floorMs: number } | null,
): Promise<{ facts: ArmFacts; latencyMsP95: number | null }> {
  const [row] = await db.$queryRaw<(Omit<FactRow, "arm" | "step"> & { p95: number | null })[]>`
    select count(*)::int as count, count(error_code)::int as errors,
      (count(*) filter (where error_code is null and latency_ms > greatest(
        served_latency_ms * ${slowRatio?.ratio ?? null}::float8, served_latency_ms + ${slowRatio?.floorMs ?? null}::float8)))::int as slow,
      count(cost_usd)::int as "costCount", avg(cost_usd) as "costMean", stddev_samp(cost_usd) as "costSd",
      percentile_cont(0.95) within group (order by latency_ms) filter (where error_code is null) as p95
    from shadow_answers
    where organization_id = ${organizationId}::uuid and deployment_id = ${id}::uuid and version_id = ${versionId}::uuid`;
  return { facts: toFacts(row), latencyMsP95: row?.p95 ?? null };
}

/** Requests that both versions answered, and the share on which they agreed; null without any. */
export async function selectAgreement(
  db: DatabaseTransaction,
  { organizationId, id }: Measurable,
): Promise<{ count: number; agreement: number | null }> {
  const [row] = await db.$queryRaw<{ count: number; agreement: number | null }[]>`
    select count(is_agreeing)::int as count, avg(is_agreeing::int)::float8 as agreement from shadow_answers
    where organization_id = ${organizationId}::uuid and deployment_id = ${id}::uuid`;
  return row ?? { count: 0, agreement: null };
}

export type JudgedRequest = {
  executionId: string;
  arm: ArmName;
  /** From 0. */
  step: number;
  /** 0–100, by people, else by a scorer. */
  quality: number;
  /** What was served, and what the other version would have answered; null = unknown. */
  label: string | null;
  otherLabel: string | null;
};

/** Requests whose quality is known, the newest `limit` of them. */
export async function selectJudgedRequests(
  ctx: Ctx,
  deployment: Measurable,
  stepStarts: readonly string[],
  limit: number,
): Promise<JudgedRequest[]> {
  return ctx.db.$queryRaw<JudgedRequest[]>`
    select seen.id as "executionId", arm, quality, seen.label, other.label as "otherLabel",
      (select count(*) from unnest(${[...stepStarts]}::timestamptz[]) as began where began <= seen.created_at)::int - 1 as step
    from (${requests(deployment)}) as seen
    left join shadow_answers as other on other.organization_id = ${deployment.organizationId}::uuid
      and other.deployment_id = ${deployment.id}::uuid and other.execution_id = seen.id
    where not failed and quality is not null
    order by seen.id desc limit ${limit}`;
}

function factsOf(rows: readonly FactRow[], arm: ArmName, step: number): ArmFacts {
  return toFacts(rows.find((row) => row.arm === arm && row.step === step + 1));
}

function toFacts(row: Omit<FactRow, "arm" | "step"> | undefined): ArmFacts {
  const cost: SampleSummary = {
    count: row?.costCount ?? 0,
    mean: row?.costMean ?? null,
    sd: row?.costSd ?? null,
  };
  return {
    count: row?.count ?? 0,
    errorCount: row?.errors ?? 0,
    slowCount: row?.slow ?? 0,
    cost,
    judged: { count: 0, mean: null, sd: null },
  };
}
