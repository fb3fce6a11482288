import { Prisma, type Repricing as RepricingRow } from "@/generated/prisma/client";
import type { Ctx } from "@/lib/platform/ctx";
import type { Database, DatabaseTransaction } from "@/lib/platform/db";
import type { Job } from "@/lib/platform/jobs";
import type { WantedCost } from "./change-costs";
import type { PricedRow } from "./reprice-row";
import type { Repricing, RepricingKind, RepricingReport } from "./repricing-schemas";
import type { CostSource } from "./words";

/** Where the next batch begins: after this execution. */
export type RepricingCursor = { createdAt: string; id: string };

export type RepricingState = { cursor: RepricingCursor | null; report: RepricingReport };

export type NewRepricing = {
  id: string;
  jobId: string;
  kind: RepricingKind;
  model: string | null;
  from: Date;
  to: Date;
  sourceId: string | null;
};

export type StoredRepricing = Omit<RepricingRow, "kind" | "state"> & {
  kind: RepricingKind;
  state: RepricingState | null;
};

export async function insertRepricing(
  tx: DatabaseTransaction,
  ctx: Ctx,
  { model, from, to, ...run }: NewRepricing,
): Promise<StoredRepricing> {
  const row = await tx.repricing.create({
    data: {
      ...run,
      organizationId: ctx.organizationId,
      modelSlug: model,
      windowFrom: from,
      windowTo: to,
      createdBy: ctx.actor.name,
      createdAt: ctx.now(),
    },
  });
  return toStored(row);
}

/** null when this organization has no such re-pricing. */
export async function findRepricing(ctx: Ctx, id: string): Promise<StoredRepricing | null> {
  const { organizationId } = ctx;
  const row = await ctx.db.repricing.findUnique({ where: { organizationId_id: { organizationId, id } } });
  return row && toStored(row);
}

/** Newest first; `before` is the id after which the page begins. */
export async function selectRepricings(
  ctx: Ctx,
  filter: { model?: string | undefined; sourceId?: string },
  limit: number,
  before: string | null,
): Promise<StoredRepricing[]> {
  const rows = await ctx.db.repricing.findMany({
    where: {
      organizationId: ctx.organizationId,
      ...(filter.model !== undefined && { modelSlug: filter.model }),
      ...(filter.sourceId !== undefined && { sourceId: filter.sourceId }),
      ...(before !== null && { id: { lt: before } }),
    },
    orderBy: { id: "desc" },
    take: limit,
  });
  return rows.map(toStored);
}

export async function writeRepricingState(
  tx: DatabaseTransaction,
  organizationId: string,
  id: string,
  state: RepricingState,
): Promise<void> {
  await tx.repricing.update({ where: { organizationId_id: { organizationId, id } }, data: { state } });
}

/** The columns `kind` and `state` are written only here. */
const toStored = (row: RepricingRow): StoredRepricing => ({
  ...row,
  kind: row.kind as RepricingKind,
  state: row.state as RepricingState | null,
});

/** A re-pricing as people see it: what it found, and how its job is doing. */
export const toRepricing = (row: StoredRepricing, job: Job): Repricing => ({
  id: row.id,
  kind: row.kind,
  model: row.modelSlug,
  from: row.windowFrom.toISOString(),
  to: row.windowTo.toISOString(),
  sourceId: row.sourceId,
  status: job.status,
  error: job.error,
  isCancelRequested: job.isCancelRequested,
  report: row.state?.report ?? null,
  createdBy: row.createdBy,
  createdAt: row.createdAt.toISOString(),
  startedAt: job.startedAt,
  finishedAt: job.finishedAt,
});

function windowOf({ organizationId, windowFrom, windowTo, modelSlug }: StoredRepricing): Prisma.Sql {
  const parts = [
    Prisma.sql`organization_id = ${organizationId}::uuid`,
    Prisma.sql`created_at >= ${windowFrom}`,
    Prisma.sql`created_at < ${windowTo}`,
    Prisma.sql`status <> 'pending'`,
  ];
  if (modelSlug !== null) parts.push(Prisma.sql`model_slug = ${modelSlug}`);
  return Prisma.join(parts, " AND ");
}

export async function countToReprice(db: Database, run: StoredRepricing): Promise<number> {
  const rows =
    run.kind === "undo"
      ? await db.$queryRaw<{ count: number }[]>`
          SELECT count(*)::float8 AS count FROM repriced_executions
          WHERE organization_id = ${run.organizationId}::uuid AND repricing_id = ${run.sourceId}::uuid`
      : await db.$queryRaw<{ count: number }[]>`
          SELECT count(*)::float8 AS count FROM executions WHERE ${windowOf(run)}`;
  return rows[0]!.count;
}

type DatedRow<Row> = Omit<Row, "createdAt"> & { createdAt: Date };

/** The next executions of the window, oldest first. */
export async function selectToReprice(
  db: Database,
  run: StoredRepricing,
  cursor: RepricingCursor | null,
  limit: number,
): Promise<PricedRow[]> {
  const rows = await db.$queryRaw<DatedRow<PricedRow>[]>`
    SELECT id, created_at AS "createdAt", model_slug AS "modelSlug", cost_usd AS "costUsd", cost_source AS "costSource",
      input_tokens AS "inputTokens", cached_input_tokens AS "cachedInputTokens",
      cache_write_tokens AS "cacheWriteTokens", cache_write_1h_tokens AS "cacheWrite1hTokens",
      output_tokens AS "outputTokens", reasoning_tokens AS "reasoningTokens",
      audio_input_tokens AS "audioInputTokens", audio_output_tokens AS "audioOutputTokens", service_tier AS "serviceTier",
      (SELECT count(*)::int FROM jsonb_array_elements(
        CASE WHEN jsonb_typeof(attempts) = 'array' THEN attempts ELSE '[]'::jsonb END
      ) AS attempt WHERE attempt->>'errorKind' IS NULL) AS "answeredCalls"
    FROM executions
    WHERE ${windowOf(run)} AND ${afterCursor(cursor, Prisma.sql`id`)}
    ORDER BY created_at, id LIMIT ${limit}`;
  return rows.map((row) => ({ ...row, createdAt: row.createdAt.toISOString() }));
}

type NotedRow = {
  id: string;
  costBefore: number | null;
  costAfter: number | null;
  sourceBefore: CostSource | null;
  refBefore: string | null;
};

/** The next executions that a re-pricing changed, as they were before it, oldest first. */
export async function selectToRestore(
  db: Database,
  run: StoredRepricing,
  cursor: RepricingCursor | null,
  limit: number,
): Promise<WantedCost[]> {
  const rows = await db.$queryRaw<(NotedRow & { createdAt: Date })[]>`
    SELECT execution_id AS id, created_at AS "createdAt", cost_before AS "costBefore", cost_after AS "costAfter",
      cost_source_before AS "sourceBefore", price_ref_before AS "refBefore"
    FROM repriced_executions
    WHERE organization_id = ${run.organizationId}::uuid AND repricing_id = ${run.sourceId}::uuid
      AND ${afterCursor(cursor, Prisma.sql`execution_id`)}
    ORDER BY created_at, execution_id LIMIT ${limit}`;
  return rows.map(({ id, createdAt, costBefore, costAfter, sourceBefore, refBefore }) => ({
    id,
    createdAt: createdAt.toISOString(),
    costBefore: costAfter,
    costAfter: costBefore,
    sourceAfter: sourceBefore,
    refAfter: refBefore,
  }));
}

const afterCursor = (cursor: RepricingCursor | null, id: Prisma.Sql): Prisma.Sql =>
  cursor === null
    ? Prisma.sql`TRUE`
    : Prisma.sql`(created_at, ${id}) > (${new Date(cursor.createdAt)}, ${cursor.id}::uuid)`;
