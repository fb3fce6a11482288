import type { Ctx } from "@/lib/platform/ctx";
import type { Database, DatabaseTransaction } from "@/lib/platform/db";
import type { Job } from "@/lib/platform/jobs";
import type { PolicyEvidence } from "../learned/types";
import type { LearnPolicyInput, PolicyComparison, RoutingPolicy } from "../policy-schemas";

/** Without the policy itself, which is large. */
const COLUMNS = {
  id: true,
  jobId: true,
  options: true,
  evidence: true,
  comparison: true,
  createdBy: true,
  createdAt: true,
} as const;

export type PolicyRow = {
  id: string;
  jobId: string;
  options: unknown;
  evidence: unknown;
  comparison: unknown;
  createdBy: string;
  createdAt: Date;
};

export async function insertPolicy(
  tx: DatabaseTransaction,
  ctx: Ctx,
  { id, jobId, options }: { id: string; jobId: string; options: LearnPolicyInput },
): Promise<PolicyRow> {
  return tx.routingPolicy.create({
    data: {
      organizationId: ctx.organizationId,
      id,
      jobId,
      options,
      createdBy: ctx.actor.name,
      createdAt: ctx.now(),
    },
    select: COLUMNS,
  });
}

export async function writeLearntPolicy(
  tx: DatabaseTransaction,
  organizationId: string,
  id: string,
  learnt: { evidence: PolicyEvidence; comparison: PolicyComparison; policy: Uint8Array<ArrayBuffer> },
): Promise<void> {
  await tx.routingPolicy.update({ where: { organizationId_id: { organizationId, id } }, data: learnt });
}

export async function findPolicy(ctx: Ctx, id: string): Promise<PolicyRow | null> {
  return ctx.db.routingPolicy.findFirst({ where: { organizationId: ctx.organizationId, id }, select: COLUMNS });
}

/** Newest first; ids sort by time. With `task` those that were learnt for it. */
export async function selectPolicies(
  ctx: Ctx,
  { limit, afterId, task }: { limit: number; afterId: string | null; task: string | undefined },
): Promise<PolicyRow[]> {
  return ctx.db.routingPolicy.findMany({
    where: {
      organizationId: ctx.organizationId,
      ...(afterId && { id: { lt: afterId } }),
      ...(task !== undefined && { options: { path: ["tasks"], array_contains: [task] } }),
    },
    orderBy: { id: "desc" },
    take: limit,
    select: COLUMNS,
  });
}

/** The packed policy; null when it is not learnt yet, or gone. */
export async function selectPolicyBytes(
  db: DatabaseTransaction,
  organizationId: string,
  id: string,
): Promise<Uint8Array | null> {
  const row = await db.routingPolicy.findFirst({ where: { organizationId, id }, select: { policy: true } });
  return row?.policy ?? null;
}

export type ActiveRow = { organizationId: string; taskSlug: string; policyId: string };

/** Of every organization. */
export async function selectActive(db: Database): Promise<ActiveRow[]> {
  return db.activeRoutingPolicy.findMany({ select: { organizationId: true, taskSlug: true, policyId: true } });
}

export async function activeOf(db: DatabaseTransaction, organizationId: string): Promise<Map<string, string>> {
  const rows = await db.activeRoutingPolicy.findMany({ where: { organizationId }, orderBy: { taskSlug: "asc" } });
  return new Map(rows.map(({ taskSlug, policyId }) => [taskSlug, policyId]));
}

export async function putActive(tx: DatabaseTransaction, ctx: Ctx, tasks: readonly string[], policyId: string) {
  const { organizationId } = ctx;
  await tx.activeRoutingPolicy.deleteMany({ where: { organizationId, taskSlug: { in: [...tasks] } } });
  await tx.activeRoutingPolicy.createMany({
    data: tasks.map((taskSlug) => ({
      organizationId,
      taskSlug,
      policyId,
      activatedBy: ctx.actor.name,
      activatedAt: ctx.now(),
    })),
  });
}

export async function deleteActive(tx: DatabaseTransaction, organizationId: string, policyId: string): Promise<void> {
  await tx.activeRoutingPolicy.deleteMany({ where: { organizationId, policyId } });
}

/** State, progress and failure are the job's. */
export function toRoutingPolicy(row: PolicyRow, job: Job, active: ReadonlyMap<string, string>): RoutingPolicy {
  const options = row.options as LearnPolicyInput;
  return {
    id: row.id,
    jobId: row.jobId,
    tasks: options.tasks,
    options,
    status: job.status,
    progress: job.progress,
    error: job.error,
    isCancelRequested: job.isCancelRequested,
    evidence: row.evidence as PolicyEvidence | null,
    comparison: row.comparison as PolicyComparison | null,
    activeFor: [...active].filter(([, policyId]) => policyId === row.id).map(([task]) => task),
    createdBy: row.createdBy,
    createdAt: row.createdAt.toISOString(),
    finishedAt: job.finishedAt,
  };
}
