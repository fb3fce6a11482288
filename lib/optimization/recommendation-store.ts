import type { Recommendation as Row } from "@/generated/prisma/client";
import type { Ctx } from "@/lib/platform/ctx";
import type { DatabaseTransaction } from "@/lib/platform/db";
import { notFound } from "@/lib/platform/errors";
import { isId, newId } from "@/lib/platform/ids";
import { fromStored, toStored } from "@/lib/platform/stored-json";
import type { ProposedChange } from "./core/derive-recommendations";
import type {
  ListRecommendationsQuery,
  Recommendation,
  RecommendationContent,
  RecommendationOutcome,
} from "./recommendation-schemas";

/** Proposes what is new; what is open already gets its newest figures and more time. What people dismissed stays so. */
export async function upsertRecommendation(ctx: Ctx, change: ProposedChange, expiresAt: Date): Promise<void> {
  const { organizationId } = ctx;
  const { task, fingerprint, ...content } = change;
  const now = ctx.now();
  const { count } = await ctx.db.recommendation.updateMany({
    where: { organizationId, fingerprint, status: "open" },
    data: { content: toStored(content), seenAt: now, expiresAt },
  });
  if (count > 0) return;
  await ctx.db.recommendation.createMany({
    data: [
      {
        organizationId,
        id: newId(now.getTime()),
        taskSlug: task,
        fingerprint,
        content: toStored(content),
        status: "open",
        createdAt: now,
        seenAt: now,
        expiresAt,
      },
    ],
    skipDuplicates: true,
  });
}

export async function selectRecommendations(
  ctx: Ctx,
  { task, status, limit }: ListRecommendationsQuery,
  beforeId: string | null,
): Promise<Recommendation[]> {
  const now = ctx.now();
  const isTimed =
    status === "open" ? { expiresAt: { gt: now } } : status === "expired" ? { expiresAt: { lte: now } } : {};
  const rows = await ctx.db.recommendation.findMany({
    where: {
      organizationId: ctx.organizationId,
      status: status === "expired" ? "open" : status,
      ...isTimed,
      ...(task !== undefined && { taskSlug: task }),
      ...(beforeId && { id: { lt: beforeId } }),
    },
    orderBy: { id: "desc" },
    take: limit + 1,
  });
  return rows.map((row) => toRecommendation(row, now));
}

export async function requireRecommendation(ctx: Ctx, id: string): Promise<Recommendation> {
  const { organizationId } = ctx;
  const row = isId(id) ? await ctx.db.recommendation.findFirst({ where: { organizationId, id } }) : null;
  if (!row) throw notFound(`There is no recommendation ${id}`);
  return toRecommendation(row, ctx.now());
}

/** Newest first: what was applied, so that it was verified. */
export async function selectApplied(ctx: Ctx, take: number): Promise<Recommendation[]> {
  const rows = await ctx.db.recommendation.findMany({
    where: { organizationId: ctx.organizationId, status: "applied" },
    orderBy: { id: "desc" },
    take,
  });
  return rows.map((row) => toRecommendation(row, ctx.now()));
}

/** False when somebody else was first. */
export async function closeRecommendation(
  tx: DatabaseTransaction,
  ctx: Ctx,
  id: string,
  { status, outcome }: { status: "applied" | "dismissed"; outcome: RecommendationOutcome },
): Promise<boolean> {
  const { count } = await tx.recommendation.updateMany({
    where: { organizationId: ctx.organizationId, id, status: "open" },
    data: { status, outcome: toStored(outcome) },
  });
  return count === 1;
}

function toRecommendation(row: Row, now: Date): Recommendation {
  const isExpired = row.status === "open" && row.expiresAt <= now;
  return {
    ...fromStored<RecommendationContent>(row.content),
    id: row.id,
    task: row.taskSlug,
    status: isExpired ? "expired" : (row.status as Recommendation["status"]),
    outcome: fromStored<RecommendationOutcome | null>(row.outcome),
    createdAt: row.createdAt.toISOString(),
    expiresAt: row.expiresAt.toISOString(),
  };
}
