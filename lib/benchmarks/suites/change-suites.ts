import { recordAudit } from "@/lib/platform/audit";
import { requireScope, type Ctx } from "@/lib/platform/ctx";
import type { DatabaseTransaction } from "@/lib/platform/db";
import { conflict, invalidInput, notFound } from "@/lib/platform/errors";
import { isId, newId } from "@/lib/platform/ids";
import { getTask } from "@/lib/registry";
import type { BenchmarkTest } from "../check-schemas";
import {
  MOST_TESTS,
  type AddSuiteTestInput,
  type CreateSuiteInput,
  type SuiteOrigin,
  type SuiteSummary,
  type UpdateSuiteInput,
} from "../suite-schemas";
import { checksumOf } from "./checksum";
import {
  countSuites,
  insertSuiteVersion,
  loadTests,
  lockSuite,
  MOST_SUITES,
  storeTests,
  writeDeleted,
} from "./suite-store";

/** Adds a suite. Throws `invalid_input` for an unknown task. */
export async function createSuite(
  ctx: Ctx,
  { tests, ...input }: CreateSuiteInput,
  origin: Extract<SuiteOrigin, "written" | "executions"> = "written",
): Promise<SuiteSummary> {
  requireScope(ctx, "write");
  await requireFitting(ctx, input.task, tests);
  const checksum = checksumOf(tests);
  return ctx.db.$transaction(async (tx) => {
    if ((await countSuites(tx, ctx.organizationId)) >= MOST_SUITES) {
      throw conflict(`There are ${MOST_SUITES} suites already, which is the most. Delete one first`);
    }
    await storeTests(tx, ctx, checksum, tests);
    const after = await insertSuiteVersion(tx, ctx, {
      ...input,
      id: newId(ctx.now().getTime()),
      version: 1,
      origin,
      checksum,
      testCount: tests.length,
    });
    await audit(tx, ctx, "create", null, after);
    return after;
  });
}

/** Makes a new version; runs of the earlier ones keep theirs. Throws `conflict` for a deleted suite. */
export async function updateSuite(ctx: Ctx, id: string, input: UpdateSuiteInput): Promise<SuiteSummary> {
  requireScope(ctx, "write");
  if (input.task != null) await getTask(ctx, input.task);
  return ctx.db.$transaction(async (tx) => writeVersion(tx, ctx, await requireInUse(tx, ctx, id), input));
}

/**
 * Adds one test as a new version; of two that are added at once both are kept. Throws `conflict` when the suite has the
 * question already, or is full.
 */
export async function addSuiteTest(ctx: Ctx, id: string, { test }: AddSuiteTestInput): Promise<SuiteSummary> {
  requireScope(ctx, "write");
  return ctx.db.$transaction(async (tx) => {
    const before = await requireInUse(tx, ctx, id);
    const tests = await loadTests({ db: tx, organizationId: ctx.organizationId }, before.checksum);
    if (tests.some((one) => one.id === test.id))
      throw conflict(`“${before.name}” has a test ${test.id} already: change it there, or leave it`, { field: "test" });
    if (tests.length >= MOST_TESTS)
      throw conflict(`“${before.name}” has ${MOST_TESTS} tests, the most: choose another suite`, { field: "test" });
    return writeVersion(tx, ctx, before, { tests: [...tests, test] });
  });
}

/** Part of a transaction that holds the suite's lock. */
async function writeVersion(
  tx: DatabaseTransaction,
  ctx: Ctx,
  before: SuiteSummary,
  { tests, ...input }: UpdateSuiteInput,
): Promise<SuiteSummary> {
  const task = input.task === undefined ? before.task : input.task;
  const { organizationId } = ctx;
  await requireFitting(ctx, task, tests ?? (await loadTests({ db: tx, organizationId }, before.checksum)));
  const changed = tests && (await stored(tx, ctx, tests));
  const after = await insertSuiteVersion(tx, ctx, {
    id: before.id,
    version: before.version + 1,
    name: input.name ?? before.name,
    description: input.description ?? before.description,
    category: input.category === undefined ? before.category : input.category,
    task,
    origin: before.origin,
    checksum: changed?.checksum ?? before.checksum,
    testCount: changed?.testCount ?? before.testCount,
  });
  await audit(tx, ctx, "update", before, after);
  return after;
}

/** Takes a suite out of the lists; `restoreSuite` brings it back. Its runs stay. Twice changes nothing. */
export const deleteSuite = (ctx: Ctx, id: string): Promise<SuiteSummary> => setDeleted(ctx, id, ctx.now());

/** Undoes a deletion. */
export const restoreSuite = (ctx: Ctx, id: string): Promise<SuiteSummary> => setDeleted(ctx, id, null);

async function setDeleted(ctx: Ctx, id: string, deletedAt: Date | null): Promise<SuiteSummary> {
  requireScope(ctx, "write");
  return ctx.db.$transaction(async (tx) => {
    const own = await requireOwn(tx, ctx, id);
    if ((own.deletedAt === null) === (deletedAt === null)) return own.summary;
    await writeDeleted(tx, ctx.organizationId, id, deletedAt);
    await audit(
      tx,
      ctx,
      deletedAt ? "delete" : "restore",
      deletedAt ? own.summary : null,
      deletedAt ? null : own.summary,
    );
    return own.summary;
  });
}

async function requireInUse(tx: DatabaseTransaction, ctx: Ctx, id: string): Promise<SuiteSummary> {
  const { summary, deletedAt } = await requireOwn(tx, ctx, id);
  if (deletedAt) throw conflict("This suite was deleted. Restore it first");
  return summary;
}

async function requireOwn(tx: DatabaseTransaction, ctx: Ctx, id: string) {
  const own = isId(id) ? await lockSuite(tx, ctx.organizationId, id) : null;
  if (own) return own;
  throw notFound(`There is no suite ${id} that could be changed: those of the product and of datasets are fixed`);
}

/** The task has to be there, and a search can only be judged by what it finds. */
async function requireFitting(ctx: Ctx, task: string | null, tests: readonly BenchmarkTest[]): Promise<void> {
  if (task === null) return;
  const { kind } = await getTask(ctx, task);
  if (kind !== "retrieval") return;
  const other = tests.find(({ check }) => check.kind !== "ranking");
  if (!other) return;
  throw invalidInput(
    `The task ${task} searches, and the test ${other.id} says nothing of what has to be found: give \`relevant\` with the external ids of the right documents`,
    { field: "tests" },
  );
}

async function stored(tx: DatabaseTransaction, ctx: Ctx, tests: BenchmarkTest[]) {
  const checksum = checksumOf(tests);
  await storeTests(tx, ctx, checksum, tests);
  return { checksum, testCount: tests.length };
}

const audit = (
  tx: DatabaseTransaction,
  ctx: Ctx,
  verb: "create" | "update" | "delete" | "restore",
  before: SuiteSummary | null,
  after: SuiteSummary | null,
) =>
  recordAudit(tx, ctx, {
    action: `benchmark_suite.${verb}`,
    subjectType: "benchmark_suite",
    subjectId: (after ?? before)!.id,
    before,
    after,
  });
