import { Prisma } from "@/generated/prisma/client";
import type { Ctx } from "@/lib/platform/ctx";
import type { DatabaseTransaction } from "@/lib/platform/db";
import { firstIdOf } from "@/lib/platform/ids";
import { jsonText } from "@/lib/platform/stored-json";
import type { Feedback } from "./schemas";

type FeedbackRow = NonNullable<Awaited<ReturnType<Ctx["db"]["feedback"]["findFirst"]>>>;

export type NewFeedback = Omit<Feedback, "givenAt"> & { executionAt: string; clientId: string | null; givenAt: string };

/**
 * Stores what was said. Where the giver had said something of that kind already, it is replaced under the old id and
 * its revision grows. No two rows may be of one execution, kind and giver.
 */
export async function upsertFeedback(
  tx: DatabaseTransaction,
  organizationId: string,
  rows: readonly NewFeedback[],
): Promise<void> {
  if (rows.length === 0) return;
  await tx.$executeRaw`
    INSERT INTO feedback (organization_id, id, execution_id, execution_at, task_slug, model_slug, model_version, kind,
      value, comment, source, giver, client_id, approval, is_right, right_label, moves_quality, given_at)
    SELECT ${organizationId}::uuid, id, "executionId", "executionAt", task, model, "modelVersion", kind, value, comment,
      source, giver, "clientId", approval, "isRight", "rightLabel", "movesQuality", "givenAt"
    FROM jsonb_to_recordset(${jsonText(rows)}::jsonb) AS r(id uuid, "executionId" uuid, "executionAt" timestamptz,
      task text, model text, "modelVersion" text, kind text, value jsonb, comment text, source text, giver text,
      "clientId" text, approval double precision, "isRight" boolean, "rightLabel" text, "movesQuality" boolean,
      "givenAt" timestamptz)
    ORDER BY "executionId", kind, giver
    ON CONFLICT (organization_id, execution_id, kind, giver) DO UPDATE SET
      value = excluded.value, comment = excluded.comment, source = excluded.source, client_id = excluded.client_id,
      approval = excluded.approval, is_right = excluded.is_right, right_label = excluded.right_label,
      moves_quality = excluded.moves_quality, given_at = excluded.given_at, is_withdrawn = false, revision = feedback.revision + 1`;
}

export type StoredFeedback = Feedback & { clientId: string | null; isWithdrawn: boolean };

/** Everything that was said of these executions, also what was taken back. */
export async function selectOfExecutions(
  tx: DatabaseTransaction,
  organizationId: string,
  executionIds: readonly string[],
): Promise<StoredFeedback[]> {
  const rows = await tx.feedback.findMany({ where: { organizationId, executionId: { in: [...executionIds] } } });
  return rows.map(toStored);
}

export async function selectByClientIds(
  tx: DatabaseTransaction,
  organizationId: string,
  clientIds: readonly string[],
): Promise<StoredFeedback[]> {
  if (clientIds.length === 0) return [];
  const rows = await tx.feedback.findMany({ where: { organizationId, clientId: { in: [...clientIds] } } });
  return rows.map(toStored);
}

export async function findFeedback(
  tx: DatabaseTransaction,
  organizationId: string,
  id: string,
): Promise<Feedback | null> {
  const row = await tx.feedback.findUnique({
    where: { organizationId_id: { organizationId, id }, isWithdrawn: false },
  });
  return row && toFeedback(row);
}

export async function markWithdrawn(tx: DatabaseTransaction, organizationId: string, id: string): Promise<void> {
  await tx.feedback.update({
    where: { organizationId_id: { organizationId, id } },
    data: { isWithdrawn: true, clientId: null, revision: { increment: 1 } },
  });
}

/** Executions whose quality each giver has moved since `since`, by giver and task. */
export async function countMoved(
  tx: DatabaseTransaction,
  organizationId: string,
  givers: readonly string[],
  since: Date,
): Promise<{ giver: string; task: string; count: number }[]> {
  return tx.$queryRaw<{ giver: string; task: string; count: number }[]>`
    SELECT giver, task_slug AS task, count(*)::int AS count FROM feedback
    WHERE organization_id = ${organizationId}::uuid AND giver = ANY(${[...givers]}::text[])
      AND id >= ${firstIdOf(since)}::uuid AND moves_quality AND approval IS NOT NULL AND NOT is_withdrawn
    GROUP BY 1, 2`;
}

export type FeedbackFilter = {
  from: Date;
  to: Date;
  task?: string | undefined;
  model?: string | undefined;
  version?: string | undefined;
  kind?: string | undefined;
  source?: string | undefined;
  executionId?: string | undefined;
};

/** SQL for what a filter lets through; ids begin with their time. */
export function conditions(organizationId: string, filter: FeedbackFilter): Prisma.Sql {
  const parts = [
    Prisma.sql`organization_id = ${organizationId}::uuid`,
    Prisma.sql`NOT is_withdrawn`,
    Prisma.sql`id >= ${firstIdOf(filter.from)}::uuid`,
    Prisma.sql`id < ${firstIdOf(filter.to)}::uuid`,
  ];
  if (filter.task) parts.push(Prisma.sql`task_slug = ${filter.task}`);
  if (filter.model) parts.push(Prisma.sql`model_slug = ${filter.model}`);
  if (filter.version) parts.push(Prisma.sql`model_version = ${filter.version}`);
  if (filter.kind) parts.push(Prisma.sql`kind = ${filter.kind}`);
  if (filter.source) parts.push(Prisma.sql`source = ${filter.source}`);
  if (filter.executionId) parts.push(Prisma.sql`execution_id = ${filter.executionId}::uuid`);
  return Prisma.join(parts, " AND ");
}

/** Newest first, after the id `after`. */
export async function selectFeedback(
  ctx: Ctx,
  filter: FeedbackFilter,
  limit: number,
  after: string | null,
): Promise<Feedback[]> {
  const { from, to, task, model, version, kind, source, executionId } = filter;
  const rows = await ctx.db.feedback.findMany({
    where: {
      organizationId: ctx.organizationId,
      isWithdrawn: false,
      id: { gte: firstIdOf(from), lt: after ?? firstIdOf(to) },
      ...(task && { taskSlug: task }),
      ...(model && { modelSlug: model }),
      ...(version && { modelVersion: version }),
      ...(kind && { kind }),
      ...(source && { source }),
      ...(executionId && { executionId }),
    },
    orderBy: { id: "desc" },
    take: limit,
  });
  return rows.map(toFeedback);
}

const toStored = (row: FeedbackRow): StoredFeedback => ({
  ...toFeedback(row),
  clientId: row.clientId,
  isWithdrawn: row.isWithdrawn,
});

/** What training has not read yet, the oldest first: new, changed or taken back. */
export async function selectUngathered(
  tx: DatabaseTransaction,
  organizationId: string,
  limit: number,
): Promise<(StoredFeedback & { revision: number })[]> {
  const ids = await tx.$queryRaw<{ id: string }[]>`
    SELECT id::text FROM feedback
    WHERE organization_id = ${organizationId}::uuid AND revision > gathered_revision ORDER BY id LIMIT ${limit}`;
  const rows = await tx.feedback.findMany({
    where: { organizationId, id: { in: ids.map(({ id }) => id) } },
    orderBy: { id: "asc" },
  });
  return rows.map((row) => ({ ...toStored(row), revision: row.revision }));
}

export async function writeGathered(
  tx: DatabaseTransaction,
  organizationId: string,
  rows: readonly { id: string; revision: number }[],
): Promise<void> {
  await tx.$executeRaw`
    UPDATE feedback SET gathered_revision = r.revision
    FROM jsonb_to_recordset(${jsonText(rows.map(({ id, revision }) => ({ id, revision })))}::jsonb) AS r(id uuid, revision int)
    WHERE feedback.organization_id = ${organizationId}::uuid AND feedback.id = r.id`;
}

/** The one place that trusts the columns: the table is written only by `upsertFeedback`. */
const toFeedback = (row: FeedbackRow): Feedback => ({
  id: row.id,
  executionId: row.executionId,
  task: row.taskSlug,
  model: row.modelSlug,
  modelVersion: row.modelVersion,
  kind: row.kind as Feedback["kind"],
  value: row.value as Feedback["value"],
  comment: row.comment,
  source: row.source as Feedback["source"],
  giver: row.giver,
  approval: row.approval,
  isRight: row.isRight,
  rightLabel: row.rightLabel,
  movesQuality: row.movesQuality,
  givenAt: row.givenAt.toISOString(),
});
