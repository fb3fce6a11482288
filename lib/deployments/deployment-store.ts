import type { Ctx } from "@/lib/platform/ctx";
import type { Database, DatabaseTransaction } from "@/lib/platform/db";
import type { ModelVersion } from "@/lib/registry/schemas";
import type {
  Deployment,
  DeploymentEvent,
  DeploymentEventKind,
  DeploymentPlan,
  DeploymentState,
  DeploymentStatus,
  ListDeploymentsQuery,
  Measured,
} from "./schemas";

export type DeploymentRow = {
  organizationId: string;
  id: string;
  taskSlug: string;
  modelSlug: string;
  versionId: string;
  previousVersionId: string | null;
  plan: DeploymentPlan;
  state: DeploymentState;
  measured: Measured | null;
  reason: string;
  createdBy: string;
  createdAt: Date;
  finishedAt: Date | null;
};

type StoredRow = Awaited<ReturnType<Database["deployment"]["findMany"]>>[number];

/** Throws the database's duplicate error while another one of the task and model is under way. */
export async function insertDeployment(tx: DatabaseTransaction, row: Omit<DeploymentRow, "measured">): Promise<void> {
  await tx.deployment.create({ data: row });
}

export async function writeState(
  tx: DatabaseTransaction,
  row: DeploymentRow,
  change: { state: DeploymentState; measured?: Measured | null; finishedAt?: Date | null },
): Promise<DeploymentRow> {
  const { organizationId, id } = row;
  const { measured, ...rest } = change;
  await tx.deployment.update({
    where: { organizationId_id: { organizationId, id } },
    data: { ...rest, ...(measured && { measured }) },
  });
  return { ...row, ...rest, ...(measured && { measured }) };
}

export async function writeMeasured(db: DatabaseTransaction, row: DeploymentRow, measured: Measured): Promise<void> {
  const { organizationId, id } = row;
  await db.deployment.update({ where: { organizationId_id: { organizationId, id } }, data: { measured } });
}

export type NewEvent = {
  kind: DeploymentEventKind;
  share: number | null;
  reason: string;
  measured?: Measured | null;
};

/** Part of a transaction that holds the lock. */
export async function insertEvent(
  tx: DatabaseTransaction,
  ctx: Ctx,
  deploymentId: string,
  { kind, share, reason, measured }: NewEvent,
): Promise<void> {
  const { organizationId } = ctx;
  const position = await tx.deploymentEvent.count({ where: { organizationId, deploymentId } });
  await tx.deploymentEvent.create({
    data: {
      organizationId,
      deploymentId,
      position,
      kind,
      share,
      reason,
      actorName: ctx.actor.name,
      createdAt: ctx.now(),
      ...(measured && { measured }),
    },
  });
}

/** Oldest first. */
export async function selectEvents(ctx: Ctx, deploymentId: string): Promise<DeploymentEvent[]> {
  const { organizationId } = ctx;
  const rows = await ctx.db.deploymentEvent.findMany({
    where: { organizationId, deploymentId },
    orderBy: { position: "asc" },
  });
  return rows.map((row) => ({
    position: row.position,
    kind: row.kind as DeploymentEventKind,
    share: row.share,
    reason: row.reason,
    measured: row.measured as Measured | null,
    by: row.actorName,
    at: row.createdAt.toISOString(),
  }));
}

export async function findDeployment(
  db: DatabaseTransaction,
  organizationId: string,
  id: string,
): Promise<DeploymentRow | null> {
  const row = await db.deployment.findUnique({ where: { organizationId_id: { organizationId, id } } });
  return row && toRow(row);
}

/** Newest first; ids sort by time. */
export async function selectDeployments(
  ctx: Ctx,
  { task, model, version, status }: Pick<ListDeploymentsQuery, "task" | "model" | "version" | "status">,
  limit: number,
  afterId: string | null,
): Promise<DeploymentRow[]> {
  const rows = await ctx.db.deployment.findMany({
    where: {
      organizationId: ctx.organizationId,
      ...(task && { taskSlug: task }),
      ...(model && { modelSlug: model }),
      ...(version && { OR: [{ versionId: version }, { previousVersionId: version }] }),
      ...(status && { state: { path: ["status"], equals: status satisfies DeploymentStatus } }),
      ...(afterId && { id: { lt: afterId } }),
    },
    orderBy: { id: "desc" },
    take: limit,
  });
  return rows.map(toRow);
}

/** Of every organization, oldest first. */
export async function selectUnderWay(db: Database): Promise<DeploymentRow[]> {
  const rows = await db.deployment.findMany({ where: { finishedAt: null }, orderBy: { id: "asc" } });
  return rows.map(toRow);
}

/** The newest deployment that put the version into service. */
export async function selectLastSuccess(
  db: DatabaseTransaction,
  organizationId: string,
  versionId: string,
): Promise<DeploymentRow | null> {
  const row = await db.deployment.findFirst({
    where: { organizationId, versionId, state: { path: ["status"], equals: "succeeded" } },
    orderBy: { id: "desc" },
  });
  return row && toRow(row);
}

export async function selectUnderWayOf(
  db: DatabaseTransaction,
  organizationId: string,
  versionId: string,
): Promise<DeploymentRow | null> {
  const row = await db.deployment.findFirst({ where: { organizationId, versionId, finishedAt: null } });
  return row && toRow(row);
}

function toRow({ plan, state, measured, ...row }: StoredRow): DeploymentRow {
  return {
    ...row,
    plan: plan as DeploymentPlan,
    state: state as DeploymentState,
    measured: measured as Measured | null,
  };
}

export function toDeployment(row: DeploymentRow, versions: ReadonlyMap<string, ModelVersion>): Deployment {
  const nameOf = (id: string) => {
    const version = versions.get(id);
    return { id, version: version?.version ?? "deleted", status: version?.status ?? "deleted" };
  };
  return {
    id: row.id,
    task: row.taskSlug,
    model: row.modelSlug,
    version: nameOf(row.versionId),
    previous: row.previousVersionId === null ? null : nameOf(row.previousVersionId),
    plan: row.plan,
    state: row.state,
    measured: row.measured,
    reason: row.reason,
    createdBy: row.createdBy,
    createdAt: row.createdAt.toISOString(),
    finishedAt: row.finishedAt?.toISOString() ?? null,
  };
}
