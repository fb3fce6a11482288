import { z } from "zod";
import type { Ctx } from "@/lib/platform/ctx";
import type { DatabaseTransaction } from "@/lib/platform/db";
import { jsonText } from "@/lib/platform/stored-json";
import type { Category } from "@/lib/registry/schemas";
import type { Suite, SuiteOrigin, SuiteSummary } from "../suite-schemas";
import { BenchmarkTest } from "../check-schemas";

type SuiteRow = NonNullable<Awaited<ReturnType<Ctx["db"]["benchmarkSuite"]["findFirst"]>>>;

type NewSuiteVersion = Pick<
  SuiteSummary,
  "id" | "version" | "name" | "description" | "category" | "task" | "checksum" | "testCount"
> & { origin: SuiteOrigin };

/** Stores tests under their checksum. Storing the same ones again changes nothing. */
export async function storeTests(
  tx: DatabaseTransaction,
  ctx: Ctx,
  checksum: string,
  tests: readonly BenchmarkTest[],
): Promise<void> {
  await tx.benchmarkTestSet.createMany({
    data: [
      {
        organizationId: ctx.organizationId,
        checksum,
        tests: JSON.parse(jsonText(tests)) as object,
        createdAt: ctx.now(),
      },
    ],
    skipDuplicates: true,
  });
}

/** Throws when they are gone. */
export async function loadTests(
  { db, organizationId }: { db: DatabaseTransaction; organizationId: string },
  checksum: string,
): Promise<BenchmarkTest[]> {
  const row = await db.benchmarkTestSet.findUniqueOrThrow({
    where: { organizationId_checksum: { organizationId, checksum } },
  });
  return z.array(BenchmarkTest).parse(row.tests);
}

/** Writes a version and puts it in force. */
export async function insertSuiteVersion(
  tx: DatabaseTransaction,
  ctx: Ctx,
  { task, ...suite }: NewSuiteVersion,
): Promise<SuiteSummary> {
  const { organizationId } = ctx;
  const row = await tx.benchmarkSuite.create({
    data: { ...suite, organizationId, taskSlug: task, createdBy: ctx.actor.name, createdAt: ctx.now() },
  });
  const { id, version } = suite;
  await tx.benchmarkSuiteHead.upsert({
    where: { organizationId_id: { organizationId, id } },
    create: { organizationId, id, version },
    update: { version },
  });
  return toSummary(row);
}

export async function writeDeleted(
  tx: DatabaseTransaction,
  organizationId: string,
  id: string,
  deletedAt: Date | null,
): Promise<void> {
  await tx.benchmarkSuiteHead.update({ where: { organizationId_id: { organizationId, id } }, data: { deletedAt } });
}

/** The version in force, for the rest of the transaction nobody else's to change; null when there is no such suite. */
export async function lockSuite(
  tx: DatabaseTransaction,
  organizationId: string,
  id: string,
): Promise<{ summary: SuiteSummary; deletedAt: Date | null } | null> {
  await tx.$executeRaw`
    SELECT 1 FROM benchmark_suite_heads WHERE organization_id = ${organizationId}::uuid AND id = ${id}::uuid FOR UPDATE`;
  return findHead(tx, organizationId, id);
}

export async function findHead(
  db: DatabaseTransaction,
  organizationId: string,
  id: string,
): Promise<{ summary: SuiteSummary; deletedAt: Date | null } | null> {
  const head = await db.benchmarkSuiteHead.findUnique({ where: { organizationId_id: { organizationId, id } } });
  if (!head) return null;
  const row = await db.benchmarkSuite.findUniqueOrThrow({
    where: { organizationId_id_version: { organizationId, id, version: head.version } },
  });
  return { summary: toSummary(row), deletedAt: head.deletedAt };
}

/** The organization's own suites in force, newest first. */
export async function selectOwnSuites(db: DatabaseTransaction, organizationId: string): Promise<SuiteSummary[]> {
  const heads = await db.benchmarkSuiteHead.findMany({
    where: { organizationId, deletedAt: null },
    orderBy: { id: "desc" },
    take: MOST_SUITES,
  });
  const rows = await db.benchmarkSuite.findMany({
    where: { organizationId, id: { in: heads.map(({ id }) => id) } },
    orderBy: { id: "desc" },
  });
  const inForce = new Map(heads.map(({ id, version }) => [id, version]));
  return rows.filter(({ id, version }) => inForce.get(id) === version).map(toSummary);
}

export const countSuites = (db: DatabaseTransaction, organizationId: string): Promise<number> =>
  db.benchmarkSuiteHead.count({ where: { organizationId, deletedAt: null } });

/** Own suites of an organization. */
export const MOST_SUITES = 200;

/** The newest own suite of a task, or null. */
export async function findTaskSuite(ctx: Ctx, task: string): Promise<Suite | null> {
  const suites = await selectOwnSuites(ctx.db, ctx.organizationId);
  const summary = suites.find((suite) => suite.task === task);
  return summary ? withTests(ctx, summary) : null;
}

export const withTests = async (ctx: Ctx, summary: SuiteSummary): Promise<Suite> => ({
  ...summary,
  tests: await loadTests(ctx, summary.checksum),
  taughtModels: [],
});

function toSummary(row: SuiteRow): SuiteSummary {
  return {
    id: row.id,
    name: row.name,
    description: row.description,
    origin: row.origin as SuiteOrigin,
    category: row.category as Category | null,
    task: row.taskSlug,
    version: row.version,
    testCount: row.testCount,
    checksum: row.checksum,
    createdBy: row.createdBy,
    createdAt: row.createdAt.toISOString(),
  };
}
