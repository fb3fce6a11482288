import type { Ctx } from "@/lib/platform/ctx";
import type { LabelledRow } from "./read-labelled-csv";
import type { Dataset, VersionAnswer } from "./schemas";

export type DatasetRow = NonNullable<Awaited<ReturnType<Ctx["db"]["dataset"]["findFirst"]>>>;

/** Rows read from the database at once. */
const READ_BATCH = 5_000;

/** Adds rows to a dataset that does not exist yet for anyone else. One statement. */
export async function insertExamples(
  ctx: Ctx,
  datasetId: string,
  firstPosition: number,
  rows: readonly (LabelledRow & { exampleId?: string })[],
): Promise<void> {
  const json = JSON.stringify(rows.map((row, index) => ({ ...row, position: firstPosition + index })));
  await ctx.db.$executeRaw`
    INSERT INTO training_examples (organization_id, dataset_id, position, text, label, example_id)
    SELECT ${ctx.organizationId}::uuid, ${datasetId}::uuid, r.position, r.text, r.label, r."exampleId"
    FROM jsonb_to_recordset(${json}::jsonb) AS r(position int, text text, label text, "exampleId" uuid)`;
}

export async function deleteExamples(ctx: Ctx, datasetId: string): Promise<void> {
  await ctx.db.trainingExample.deleteMany({ where: { organizationId: ctx.organizationId, datasetId } });
}

/** Removes rows of imports that died half-way. Only rows older than `before` count: an import may be under way. */
export async function deleteOrphanedExamples(db: Ctx["db"], before: Date): Promise<number> {
  const oldest = before.getTime().toString(16).padStart(12, "0");
  const limit = `${oldest.slice(0, 8)}-${oldest.slice(8)}-7000-8000-000000000000`;
  return db.$executeRaw`
    DELETE FROM training_examples AS example WHERE dataset_id < ${limit}::uuid AND NOT EXISTS (
      SELECT 1 FROM datasets WHERE datasets.organization_id = example.organization_id AND datasets.id = example.dataset_id)`;
}

export async function selectExamples(ctx: Ctx, datasetId: string): Promise<LabelledRow[]> {
  const examples: LabelledRow[] = [];
  for await (const row of eachExample(ctx, datasetId)) examples.push(row);
  return examples;
}

/** The rows of a dataset in order, read in batches. */
export async function* eachExample(ctx: Ctx, datasetId: string): AsyncGenerator<LabelledRow> {
  for (let position = 0; ; position += READ_BATCH) {
    const rows = await ctx.db.trainingExample.findMany({
      where: { organizationId: ctx.organizationId, datasetId, position: { gte: position } },
      orderBy: { position: "asc" },
      take: READ_BATCH,
      select: { text: true, label: true },
    });
    yield* rows;
    if (rows.length < READ_BATCH) return;
  }
}

/** `source`: import, user, expert or automated. */
export type SourcedExample = LabelledRow & { source: string; /** In its dataset, from 0. */ position: number };

/** The rows of a dataset in order, each with where it came from. */
export async function selectSourcedExamples(ctx: Ctx, datasetId: string): Promise<SourcedExample[]> {
  const examples: SourcedExample[] = [];
  for (let position = 0; ; position += READ_BATCH) {
    const rows = await ctx.db.$queryRaw<SourcedExample[]>`
      SELECT example.position, example.text, example.label, coalesce(pool.source, 'import') AS source FROM training_examples AS example
      LEFT JOIN pool_examples AS pool ON pool.organization_id = example.organization_id AND pool.id = example.example_id
      WHERE example.organization_id = ${ctx.organizationId}::uuid AND example.dataset_id = ${datasetId}::uuid
        AND example.position >= ${position} AND example.position < ${position + READ_BATCH}
      ORDER BY example.position`;
    examples.push(...rows);
    if (rows.length < READ_BATCH) return examples;
  }
}

export type ExampleAtPlace = { text: string; origin: VersionAnswer["origin"] };

/** Some rows of a dataset by their place, with where those of the pool came from. */
export async function selectExamplesAt(
  ctx: Ctx,
  datasetId: string,
  positions: readonly number[],
): Promise<ReadonlyMap<number, ExampleAtPlace>> {
  type Row = { position: number; text: string } & (NonNullable<VersionAnswer["origin"]> | { exampleId: null });
  const rows = await ctx.db.$queryRaw<Row[]>`
    SELECT example.position, example.text, pool.id AS "exampleId", pool.origin, pool.source,
      pool.execution_id AS "executionId"
    FROM training_examples AS example
    LEFT JOIN pool_examples AS pool ON pool.organization_id = example.organization_id AND pool.id = example.example_id
    WHERE example.organization_id = ${ctx.organizationId}::uuid AND example.dataset_id = ${datasetId}::uuid
      AND example.position = ANY(${[...positions]}::int[])`;
  return new Map(
    rows.map(({ position, text, ...origin }) => [
      position,
      { text, origin: origin.exampleId === null ? null : origin },
    ]),
  );
}

export async function findDataset(ctx: Ctx, id: string): Promise<Dataset | null> {
  const row = await ctx.db.dataset.findFirst({ where: { organizationId: ctx.organizationId, id } });
  return row && toDataset(row);
}

/** Newest first; ids sort by time. */
export async function selectDatasets(
  ctx: Ctx,
  task: string | undefined,
  limit: number,
  afterId: string | null,
): Promise<Dataset[]> {
  const rows = await ctx.db.dataset.findMany({
    where: {
      organizationId: ctx.organizationId,
      ...(task && { taskSlug: task }),
      ...(afterId && { id: { lt: afterId } }),
    },
    orderBy: { id: "desc" },
    take: limit,
  });
  return rows.map(toDataset);
}

export function toDataset(row: DatasetRow): Dataset {
  return {
    id: row.id,
    task: row.taskSlug,
    name: row.name,
    source: row.source as Dataset["source"],
    rowCount: row.rowCount,
    labelCount: row.labelCount,
    checksum: row.checksum,
    rejected: row.rejected as Dataset["rejected"],
    baseDatasetId: row.baseDatasetId,
    poolCount: row.poolCount,
    heldBack: row.heldBack as Dataset["heldBack"],
    createdBy: row.createdBy,
    createdAt: row.createdAt.toISOString(),
  };
}
