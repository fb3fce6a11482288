import fc from "fast-check";
import { afterAll, beforeAll, beforeEach, describe, expect, it, onTestFinished } from "vitest";
import { storableText } from "@/lib/platform/stored-json";
import { createPrismaClient } from "@/lib/platform/db/prisma-client";
import { openPostgres } from "@/lib/platform/db/open-postgres";
import {
  describeEachDatabase,
  insertTestOrganization,
  openTestDatabase,
  type TestDatabase,
} from "@/lib/platform/db/test-database";
import { createTestDatabase, isTestServerUp } from "@/lib/platform/db/test-postgres";
import { newId } from "@/lib/platform/ids";
import { foldDeltas } from "./fold-deltas";
import { getExecution } from "./get-execution";
import { insertExecutions } from "./insert-executions";
import { decodeHistogram, latencyBucket } from "./latency-histogram";
import { isRecordFault } from "./record-fault";
import { EXECUTION_STATUSES, type ExecutionRecord } from "./schemas";
import { executionRecord, pendingOf } from "./test-executions";
import { testCtx, testRuntime } from "@/lib/platform/test-runtime";

type Sums = Record<string, number>;
type Rollups = Record<string, { sums: Sums; histogram: Record<string, number> }>;

/** Random executions of two days, three models and every state. */
const anyExecution = (organizationId: string) =>
  fc
    .record({
      hour: fc.integer({ min: 0, max: 47 }),
      taskSlug: fc.constantFrom("general_chat", "ticket_classification"),
      modelSlug: fc.constantFrom("openai/gpt-5-mini", "local/tfidf", null),
      source: fc.constantFrom("gateway" as const, "demo" as const),
      status: fc.constantFrom<ExecutionRecord["status"][]>(...EXECUTION_STATUSES),
      inputTokens: fc.option(fc.nat(10_000)),
      cachedInputTokens: fc.option(fc.nat(1_000)),
      cacheWriteTokens: fc.option(fc.nat(1_000)),
      outputTokens: fc.option(fc.nat(5_000)),
      costUsd: fc.option(fc.double({ min: 0, max: 5, noNaN: true })),
      latencyMs: fc.option(fc.double({ min: 0, max: 100_000, noNaN: true })),
      quality: fc.option(fc.nat(1_000).map((tenths) => tenths / 10)),
    })
    .map(({ hour, ...facts }) =>
      executionRecord(organizationId, {
        ...facts,
        createdAt: new Date(Date.UTC(2026, 0, 10, hour, (hour * 7) % 60, 3, 41)).toISOString(),
      }),
    );

/** What the rollups must say, added up one execution at a time. */
function bruteForce(records: readonly ExecutionRecord[]): Rollups {
  const rollups: Rollups = {};
  for (const record of records) {
    if (record.status === "pending") continue;
    const hour = record.createdAt.slice(0, 13);
    const key = [hour, record.taskSlug, record.modelSlug ?? "", record.source, record.status].join(" ");
    const { sums, histogram } = (rollups[key] ??= { sums: {}, histogram: {} });
    const add = (name: string, value: number) => (sums[name] = (sums[name] ?? 0) + value);
    const { inputTokens, cachedInputTokens, cacheWriteTokens, outputTokens, costUsd, latencyMs, quality } = record;
    add("count", 1);
    add("input", (inputTokens ?? 0) + (cachedInputTokens ?? 0) + (cacheWriteTokens ?? 0));
    add("output", outputTokens ?? 0);
    add("cost", costUsd ?? 0);
    add("unpriced", costUsd === null ? 1 : 0);
    add("latencyCount", latencyMs === null ? 0 : 1);
    add("latencySum", latencyMs ?? 0);
    add("qualityCount", quality === null ? 0 : 1);
    add("qualitySum", quality ?? 0);
    add("qualitySquares", (quality ?? 0) ** 2);
    if (latencyMs !== null) histogram[latencyBucket(latencyMs)] = (histogram[latencyBucket(latencyMs)] ?? 0) + 1;
  }
  return rollups;
}

/** Rollups of hours, with all that waited for the fold. */
async function storedRollups({ db }: Pick<TestDatabase, "db">, organizationId: string): Promise<Rollups> {
  await foldDeltas(db);
  const rows = await db.executionRollup.findMany({ where: { organizationId, unit: "hour", label: "" } });
  return Object.fromEntries(
    rows.map((row) => [
      [row.at.toISOString().slice(0, 13), row.taskSlug, row.modelSlug, row.source, row.status].join(" "),
      {
        sums: {
          count: row.count,
          input: row.inputTokens + row.cacheReadTokens + row.cacheWriteTokens,
          output: row.outputTokens,
          cost: row.costUsd,
          unpriced: row.unpricedCount,
          latencyCount: row.latencyCount,
          latencySum: row.latencyMsSum,
          qualityCount: row.qualityCount,
          qualitySum: row.qualitySum,
          qualitySquares: row.qualitySquareSum,
        },
        histogram: Object.fromEntries(decodeHistogram(row.latencyHistogram)),
      },
    ]),
  );
}

function expectSameRollups(actual: Rollups, expected: Rollups): void {
  expect(Object.keys(actual).sort()).toEqual(Object.keys(expected).sort());
  for (const [key, { sums, histogram }] of Object.entries(expected)) {
    expect(actual[key]!.histogram).toEqual(histogram);
    for (const [name, value] of Object.entries(sums))
      expect(actual[key]!.sums[name], `${key} ${name}`).toBeCloseTo(value, 6);
  }
}

describeEachDatabase("insertExecutions", (open) => {
  let database: TestDatabase;
  let organizationId: string;

  beforeAll(async () => {
    database = await open();
  });
  afterAll(() => database.close());
  beforeEach(async () => {
    organizationId = await insertTestOrganization(database.db);
  });

  const insert = (records: readonly ExecutionRecord[]) => insertExecutions(database.db, records);
  const sample = (count: number, seed: number) => fc.sample(anyExecution(organizationId), { numRuns: count, seed });
  const countedOf = async (id: string) =>
    Object.values(await storedRollups(database, id)).reduce((total, { sums }) => total + sums.count!, 0);
  const get = (id: string) => getExecution(testCtx(testRuntime({ db: database.db }), organizationId), id);

  it("keeps rollups that equal the sum of the rows, histogram included, over many batches", async () => {
    const records = sample(600, 7);
    for (let start = 0; start < records.length; start += 130) await insert(records.slice(start, start + 130));
    expectSameRollups(await storedRollups(database, organizationId), bruteForce(records));
    expect(await database.db.execution.count({ where: { organizationId } })).toBe(600);
  });

  it("changes nothing when a batch is stored again, alone or among others", async () => {
    const records = sample(200, 11);
    await insert(records);
    const before = await storedRollups(database, organizationId);
    await insert(records);
    expect(await storedRollups(database, organizationId)).toEqual(before);
    const more = sample(50, 12);
    await insert([...records.slice(50, 150), ...more]);
    expectSameRollups(await storedRollups(database, organizationId), bruteForce([...records, ...more]));
  });

  it("counts an execution once that was pending first, in another batch or in the same", async () => {
    const apart = executionRecord(organizationId);
    const together = executionRecord(organizationId, { createdAt: apart.createdAt, latencyMs: 900 });
    await insert([pendingOf(apart)]);
    expect(await storedRollups(database, organizationId)).toEqual({});
    await insert([pendingOf(together), apart, together]);
    expectSameRollups(await storedRollups(database, organizationId), bruteForce([apart, together]));
  });

  it("never takes a settled execution back, nor settles it differently", async () => {
    const settled = executionRecord(organizationId);
    await insert([settled]);
    await insert([pendingOf(settled)]);
    await insert([{ ...settled, status: "interrupted", costUsd: 99 }]);
    expect(await get(settled.id)).toMatchObject({ status: "success", costUsd: settled.costUsd });
    expectSameRollups(await storedRollups(database, organizationId), bruteForce([settled]));
  });

  it("stores every field as it was", async () => {
    const record = executionRecord(organizationId, {
      modelVersionId: newId(),
      keyId: newId(),
      errorCode: "interrupted",
      errorMessage: "it broke",
      userRef: "u",
      sessionRef: "s",
      tags: { team: "support" },
      isStreaming: true,
      cachedInputTokens: 1,
      cacheWriteTokens: 2,
      cacheWrite1hTokens: 1,
      reasoningTokens: 3,
      audioInputTokens: 4,
      audioOutputTokens: 5,
      serviceTier: "batch",
      costSource: "computed",
      priceRef: "book:0.1.8",
      savedUsd: 0.25,
      clientId: "order 66",
      isUsageEstimated: true,
      timeToFirstTokenMs: 12.5,
      confidence: 0.75,
      label: "card",
      attempts: [
        {
          model: "a/b",
          startedAt: "2026-01-01T00:00:00.000Z",
          latencyMs: 3,
          errorKind: null,
          errorMessage: null,
          status: 200,
          costUsd: 1,
        },
      ],
      rawUsage: { prompt_tokens: 1, nested: [null, true] },
    });
    await insert([record]);
    const stored: Partial<ExecutionRecord> = { ...record };
    for (const field of ["organizationId", "rankingId", "ranking"] as const) delete stored[field];
    expect(await get(record.id)).toEqual(stored);
  });

  it("stores what a caller recorded under its own id once, whatever its time says and however it is sent", async () => {
    const recorded = (clientId: string, createdAt: string) =>
      executionRecord(organizationId, { clientId, createdAt, source: "recorded" });
    const first = [recorded("a", "2026-01-10T10:00:00.000Z"), recorded("b", "2026-01-10T10:00:01.000Z")];
    await insert(first);
    // Again, later, together with a new one that is in the batch twice.
    const late = [recorded("a", "2026-02-10T10:00:00.000Z"), recorded("c", "2026-02-10T10:00:00.000Z")];
    await insert([...late, recorded("c", "2026-02-11T10:00:00.000Z")]);
    // A batch that a crash left in the spool although it was stored.
    await insert(first);
    const rows = await database.db.execution.findMany({ where: { organizationId }, orderBy: { clientId: "asc" } });
    expect(rows.map(({ clientId }) => clientId)).toEqual(["a", "b", "c"]);
    expect(rows[0]!.id).toBe(first[0]!.id);
    expect(await countedOf(organizationId)).toBe(3);
  });

  it("stores a caller's id once when several processes bring it at the same moment", async () => {
    const bring = (round: number) =>
      insert(
        Array.from({ length: 40 }, (_, index) =>
          executionRecord(organizationId, { clientId: `call ${(index * 7 + round) % 40}`, source: "recorded" }),
        ),
      );
    await Promise.all([0, 1, 2, 3].map(bring));
    expect(await database.db.execution.count({ where: { organizationId } })).toBe(40);
    expect(await countedOf(organizationId)).toBe(40);
  });

  it("lets two organizations use the same id for their own executions", async () => {
    const other = await insertTestOrganization(database.db);
    await insert([organizationId, other].map((id) => executionRecord(id, { clientId: "1", source: "recorded" })));
    expect(
      await database.db.execution.count({ where: { clientId: "1", organizationId: { in: [organizationId, other] } } }),
    ).toBe(2);
  });

  it("stores a ranking once and shows it with every execution that names it", async () => {
    const candidate = {
      model: "a/b",
      quality: 50,
      qualityLow: 0,
      qualityHigh: 100,
      observations: 0,
      costUsd: 1,
      latencyMsP50: null,
      utility: 1,
    };
    const ranking = { id: newId(), candidates: [candidate], excluded: [{ reason: "no key", models: ["c/d"] }] };
    const route = {
      mode: "routed",
      strategy: "balanced",
      model: "a/b",
      reason: "it is good",
      propensity: 1,
      isExploration: false,
      fallbacks: [],
    } as const;
    const bearer = executionRecord(organizationId, {
      route: { ...route, fallbacks: [] },
      rankingId: ranking.id,
      ranking,
    });
    const again = executionRecord(organizationId, {
      route: { ...route, fallbacks: [] },
      rankingId: ranking.id,
      ranking,
    });
    const later = executionRecord(organizationId, { route: { ...route, fallbacks: [] }, rankingId: ranking.id });
    await insert([bearer, again]);
    await insert([later, bearer]);
    const { candidates, excluded } = ranking;
    for (const { id } of [bearer, again, later])
      expect((await get(id)).route).toEqual({ ...route, candidates, excluded });
  });

  it("stores text with NUL and halves of surrogate pairs, in values and in names, without what cannot be stored", async () => {
    const record = executionRecord(organizationId, {
      inputPreview: "a\0b \ud800 c \udc00 d 😀 e \\u0000 f \\\\ud800",
      outputPreview: "\\\0",
      tags: { "na\0me": "va\ud83dlue" },
      rawUsage: { "\ud800": "\0", text: "plain" },
    });
    await insert([record, executionRecord(organizationId)]);
    expect(await get(record.id)).toMatchObject({
      inputPreview: "ab \ufffd c \ufffd d 😀 e \\u0000 f \\\\ud800",
      outputPreview: "\\",
      tags: { name: "va\ufffdlue" },
      rawUsage: { "\ufffd": "", text: "plain" },
    });
  });

  it("stores any text, whatever is in it", async () => {
    const unit = fc.constantFrom("\\", "\0", "\ud83d", "\ude00", "u0000", "ud800", '"', "ä", "n");
    const texts = fc.sample(fc.string({ unit, maxLength: 12 }), { numRuns: 200, seed: 3 });
    const records = texts.map((text) => executionRecord(organizationId, { inputPreview: text }));
    await insert(records);
    const rows = await database.db.execution.findMany({
      where: { organizationId },
      select: { id: true, inputPreview: true },
    });
    const stored = new Map(rows.map(({ id, inputPreview }) => [id, inputPreview]));
    for (const { id, inputPreview } of records) {
      // Halves that only NUL kept apart stay halves.
      expect(stored.get(id)).toBe(inputPreview!.split("\0").map(storableText).join(""));
    }
  });

  it("blames the record for what no column can hold, and the database for all else", async () => {
    const tooMany = executionRecord(organizationId, { inputTokens: 3_000_000_000 });
    expect(isRecordFault(await insert([tooMany]).catch((error: unknown) => error))).toBe(true);
    const missingTable = database.db.$executeRawUnsafe("SELECT * FROM no_such_table");
    expect(isRecordFault(await missingTable.catch((error: unknown) => error))).toBe(false);
    expect(isRecordFault(new Error("Connection terminated"))).toBe(false);
  });
});

const isRequired = process.env.REQUIRE_SERVICES === "1";

describe.skipIf(!isRequired && !(await isTestServerUp()))("two connections", () => {
  it("store overlapping hours at once without a deadlock, and lose no count", async () => {
    const first = await createTestDatabase();
    onTestFinished(first.drop);
    const second = await openPostgres({ databaseUrl: first.databaseUrl, patienceMs: 2_000 });
    onTestFinished(() => second.end());
    const [a, b] = [createPrismaClient(first.pool), createPrismaClient(second)];
    const organizationId = await insertTestOrganization(a);
    const records = fc.sample(anyExecution(organizationId), { numRuns: 2_000, seed: 5 });
    const store = async (db: typeof a, own: ExecutionRecord[]) => {
      for (let start = 0; start < own.length; start += 100) await insertExecutions(db, own.slice(start, start + 100));
    };
    // Both store everything, one of them backwards.
    await Promise.all([store(a, records), store(b, records.toReversed())]);
    expectSameRollups(await storedRollups({ db: a }, organizationId), bruteForce(records));
  });
});

describe("an empty batch", () => {
  it("is stored without a query", async () => {
    const database = await openTestDatabase("embedded");
    await database.close();
    await expect(insertExecutions(database.db, [])).resolves.toBeUndefined();
  });
});
