import { Prisma } from "@/generated/prisma/client";
import type { Ctx } from "@/lib/platform/ctx";
import type { DatabaseTransaction } from "@/lib/platform/db";
import { jsonText } from "@/lib/platform/stored-json";
import type { Example } from "./example-schemas";
import type { Vote } from "./score-example";

type ExampleRow = NonNullable<Awaited<ReturnType<Ctx["db"]["poolExample"]["findFirst"]>>>;

export type StoredVote = Vote & { textHash: string; votedAt: string };
export type NewVote = StoredVote & { feedbackId: string | null };

/** A giver's newer vote on a text replaces the older one. */
export async function upsertVotes(
  tx: DatabaseTransaction,
  organizationId: string,
  task: string,
  votes: readonly NewVote[],
): Promise<void> {
  if (votes.length === 0) return;
  const last = [...new Map(votes.map((vote) => [`${vote.textHash}\n${vote.giver}`, vote])).values()];
  await tx.$executeRaw`
    INSERT INTO example_votes AS known (organization_id, task_slug, text_hash, giver, label, source, feedback_id, voted_at)
    SELECT ${organizationId}::uuid, ${task}, "textHash", giver, label, source, "feedbackId", "votedAt"
    FROM jsonb_to_recordset(${jsonText(last)}::jsonb) AS r("textHash" text, giver text, label text, source text,
      "feedbackId" uuid, "votedAt" timestamptz)
    ORDER BY 3, 4
    ON CONFLICT (organization_id, task_slug, text_hash, giver) DO UPDATE SET
      label = excluded.label, source = excluded.source, feedback_id = excluded.feedback_id, voted_at = excluded.voted_at
    WHERE known.voted_at <= excluded.voted_at`;
}

/** Removes the votes that came from these feedbacks. Returns the texts that lost one. */
export async function deleteVotesOf(
  tx: DatabaseTransaction,
  organizationId: string,
  feedbackIds: readonly string[],
): Promise<{ task: string; textHash: string }[]> {
  if (feedbackIds.length === 0) return [];
  return tx.$queryRaw<{ task: string; textHash: string }[]>`
    DELETE FROM example_votes WHERE organization_id = ${organizationId}::uuid AND feedback_id = ANY(${[...feedbackIds]}::uuid[])
    RETURNING task_slug AS task, text_hash AS "textHash"`;
}

export async function selectVotes(
  tx: DatabaseTransaction | Ctx["db"],
  organizationId: string,
  task: string,
  textHashes: readonly string[],
): Promise<StoredVote[]> {
  const rows = await tx.exampleVote.findMany({
    where: { organizationId, taskSlug: task, textHash: { in: [...textHashes] } },
    orderBy: { votedAt: "asc" },
  });
  return rows.map(({ textHash, giver, label, source, votedAt }) => ({
    textHash,
    giver,
    label,
    source: source as Vote["source"],
    votedAt: votedAt.toISOString(),
  }));
}

export type StoredExample = Example & { textHash: string; overruledBy: string | null };

export async function selectByHash(
  tx: DatabaseTransaction,
  organizationId: string,
  task: string,
  textHashes: readonly string[],
): Promise<StoredExample[]> {
  const rows = await tx.poolExample.findMany({
    where: { organizationId, taskSlug: task, textHash: { in: [...textHashes] } },
  });
  return rows.map(toStored);
}

export async function findExample(
  tx: DatabaseTransaction | Ctx["db"],
  organizationId: string,
  id: string,
): Promise<StoredExample | null> {
  const row = await tx.poolExample.findUnique({ where: { organizationId_id: { organizationId, id } } });
  return row && toStored(row);
}

export type NewExample = Omit<StoredExample, "nearId" | "nearSimilarity" | "suspicion" | "suspectedLabel"> & {
  bands: number[];
  updatedAt: string;
};

/** Adds examples and brings those that are there up to date: votes, scores and state, but not text and label. */
export async function upsertExamples(
  tx: DatabaseTransaction,
  organizationId: string,
  examples: readonly NewExample[],
): Promise<void> {
  if (examples.length === 0) return;
  await tx.$executeRaw`
    INSERT INTO pool_examples (organization_id, id, task_slug, text, text_hash, bands, label, fixed_from, predicted_label,
      confidence, source, giver, origin, execution_id, is_cut, state, reviewed_by, reviewed_at, vote_count, agreement,
      quality, informativeness, is_conflicting, created_at, updated_at)
    SELECT ${organizationId}::uuid, id, task, text, "textHash", bands, label, "fixedFrom", "predictedLabel", confidence,
      source, giver, origin, "executionId", "isCut", state, "reviewedBy", "reviewedAt", "voteCount", agreement, quality,
      informativeness, "isConflicting", "createdAt", "updatedAt"
    FROM jsonb_to_recordset(${jsonText(examples)}::jsonb) AS r(id uuid, task text, text text, "textHash" text, bands int[],
      label text, "fixedFrom" text, "predictedLabel" text, confidence double precision, source text, giver text,
      origin text, "executionId" uuid, "isCut" boolean, state text, "reviewedBy" text, "reviewedAt" timestamptz,
      "voteCount" int, agreement double precision, quality double precision, informativeness double precision,
      "isConflicting" boolean, "createdAt" timestamptz, "updatedAt" timestamptz)
    ORDER BY 5, 7
    ON CONFLICT (organization_id, task_slug, text_hash, label) DO UPDATE SET
      source = excluded.source, state = excluded.state, reviewed_by = excluded.reviewed_by,
      reviewed_at = excluded.reviewed_at, vote_count = excluded.vote_count, agreement = excluded.agreement,
      quality = excluded.quality, informativeness = excluded.informativeness,
      is_conflicting = excluded.is_conflicting, updated_at = excluded.updated_at`;
}

export async function deleteExamplesById(
  tx: DatabaseTransaction,
  organizationId: string,
  ids: readonly string[],
): Promise<void> {
  if (ids.length > 0) await tx.poolExample.deleteMany({ where: { organizationId, id: { in: [...ids] } } });
}

/** Accepted examples of each of these labels. */
export async function countAccepted(
  tx: DatabaseTransaction,
  organizationId: string,
  task: string,
  labels: readonly string[],
): Promise<Map<string, number>> {
  const rows = await tx.$queryRaw<{ label: string; count: number }[]>`
    SELECT label, count(*)::int AS count FROM pool_examples
    WHERE organization_id = ${organizationId}::uuid AND task_slug = ${task} AND label = ANY(${[...labels]}::text[])
      AND state IN ('accepted', 'fixed') GROUP BY 1`;
  return new Map(rows.map(({ label, count }) => [label, count]));
}

/** Earlier examples whose bands meet those of these new ones, at most ten each. */
export async function selectNeighbours(
  tx: DatabaseTransaction,
  organizationId: string,
  task: string,
  examples: readonly Pick<NewExample, "id" | "textHash" | "bands">[],
): Promise<{ of: string; id: string; text: string }[]> {
  if (examples.length === 0) return [];
  const asked = jsonText(examples.map(({ id, textHash, bands }) => ({ id, textHash, bands })));
  return tx.$queryRaw<{ of: string; id: string; text: string }[]>`
    SELECT asked.id::text AS of, near.id::text AS id, near.text
    FROM jsonb_to_recordset(${asked}::jsonb) AS asked(id uuid, "textHash" text, bands int[])
    CROSS JOIN LATERAL (
      SELECT id, text FROM pool_examples
      WHERE bands && asked.bands AND organization_id = ${organizationId}::uuid AND task_slug = ${task}
        AND id < asked.id AND text_hash <> asked."textHash" LIMIT 10
    ) AS near`;
}

export async function writeNeighbours(
  tx: DatabaseTransaction,
  organizationId: string,
  found: readonly { id: string; nearId: string; similarity: number }[],
): Promise<void> {
  if (found.length === 0) return;
  await tx.$executeRaw`
    UPDATE pool_examples SET near_id = r."nearId", near_similarity = r.similarity
    FROM jsonb_to_recordset(${jsonText(found)}::jsonb) AS r(id uuid, "nearId" uuid, similarity double precision)
    WHERE pool_examples.organization_id = ${organizationId}::uuid AND pool_examples.id = r.id`;
}

export type ExampleCursor = { id: string; informativeness?: number | undefined };

export type ExampleFilter = {
  task: string;
  state?: string | undefined;
  label?: string | undefined;
  source?: string | undefined;
  giver?: string | undefined;
  conflicting?: boolean | undefined;
  near?: boolean | undefined;
  /** Suspicion from here on. */
  minSuspicion?: number | undefined;
};

/** A page of examples in one of two orders, each along an index. */
export async function selectExamplesOfPool(
  ctx: Ctx,
  filter: ExampleFilter,
  order: "informative" | "newest",
  limit: number,
  after: ExampleCursor | null,
): Promise<StoredExample[]> {
  const parts = [Prisma.sql`organization_id = ${ctx.organizationId}::uuid`, Prisma.sql`task_slug = ${filter.task}`];
  if (filter.state) parts.push(Prisma.sql`state = ${filter.state}`);
  if (filter.label) parts.push(Prisma.sql`label = ${filter.label}`);
  if (filter.giver) parts.push(Prisma.sql`giver = ${filter.giver}`);
  if (filter.source) parts.push(Prisma.sql`source = ${filter.source}`);
  if (filter.conflicting !== undefined) parts.push(Prisma.sql`is_conflicting = ${filter.conflicting}`);
  if (filter.near !== undefined)
    parts.push(filter.near ? Prisma.sql`near_id IS NOT NULL` : Prisma.sql`near_id IS NULL`);
  if (filter.minSuspicion !== undefined) parts.push(Prisma.sql`suspicion >= ${filter.minSuspicion}`);
  if (after && order === "newest") parts.push(Prisma.sql`id < ${after.id}::uuid`);
  if (after && order === "informative") {
    parts.push(Prisma.sql`(informativeness, id) < (${after.informativeness ?? 0}::float8, ${after.id}::uuid)`);
  }
  const by = order === "newest" ? Prisma.sql`id DESC` : Prisma.sql`informativeness DESC, id DESC`;
  const ids = await ctx.db.$queryRaw<{ id: string }[]>`
    SELECT id::text FROM pool_examples WHERE ${Prisma.join(parts, " AND ")} ORDER BY ${by} LIMIT ${limit}`;
  const rows = await ctx.db.poolExample.findMany({
    where: { organizationId: ctx.organizationId, id: { in: ids.map(({ id }) => id) } },
  });
  const found = new Map(rows.map((row) => [row.id, toStored(row)]));
  return ids.flatMap(({ id }) => found.get(id) ?? []);
}

export type DecidedExample = Pick<
  StoredExample,
  "id" | "text" | "textHash" | "label" | "state" | "nearId" | "nearSimilarity" | "giver" | "reviewedBy"
>;

/** Every example of a task on which somebody decided, the oldest first. */
export async function selectDecided(ctx: Ctx, task: string): Promise<DecidedExample[]> {
  return ctx.db.$queryRaw<DecidedExample[]>`
    SELECT id::text, text, text_hash AS "textHash", label, state, near_id::text AS "nearId",
      near_similarity AS "nearSimilarity", giver, reviewed_by AS "reviewedBy"
    FROM pool_examples
    WHERE organization_id = ${ctx.organizationId}::uuid AND task_slug = ${task} AND state <> 'pending' ORDER BY id`;
}

/** What of a stored example people see. */
export function toExample({ textHash: _hash, overruledBy: _by, ...example }: StoredExample): Example {
  return example;
}

/** The one place that trusts the columns: the table is written only here and by reviews. */
const toStored = (row: ExampleRow): StoredExample => ({
  id: row.id,
  task: row.taskSlug,
  text: row.text,
  textHash: row.textHash,
  label: row.label,
  fixedFrom: row.fixedFrom,
  predictedLabel: row.predictedLabel,
  confidence: row.confidence,
  source: row.source as Example["source"],
  giver: row.giver,
  origin: row.origin as Example["origin"],
  executionId: row.executionId,
  isCut: row.isCut,
  state: row.state as Example["state"],
  overruledBy: row.overruledBy,
  reviewedBy: row.reviewedBy,
  reviewedAt: row.reviewedAt?.toISOString() ?? null,
  voteCount: row.voteCount,
  agreement: row.agreement,
  quality: row.quality,
  informativeness: row.informativeness,
  isConflicting: row.isConflicting,
  nearId: row.nearId,
  nearSimilarity: row.nearSimilarity,
  suspicion: row.suspicion,
  suspectedLabel: row.suspectedLabel,
  createdAt: row.createdAt.toISOString(),
});
