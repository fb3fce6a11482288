import { afterAll, beforeAll, beforeEach, expect, it } from "vitest";
import type { Ctx } from "@/lib/platform/ctx";
import { describeEachDatabase, insertTestOrganization, type TestDatabase } from "@/lib/platform/db/test-database";
import { newId } from "@/lib/platform/ids";
import { testCtx, testRuntime } from "@/lib/platform/test-runtime";
import { deleteTaskExecutions } from "./delete-task-executions";
import { getExecution } from "./get-execution";
import { insertExecutions } from "./insert-executions";
import { eachExecution, listExecutions } from "./list-executions";
import { reportMetrics } from "./report-metrics";
import { ListExecutionsQuery, MetricsQuery, type ExecutionRecord } from "./schemas";
import { executionRecord } from "./test-executions";

const NOW = Date.parse("2026-03-10T12:00:00.000Z");
const HOUR_MS = 3_600_000;

describeEachDatabase("listExecutions", (open) => {
  let database: TestDatabase;
  let ctx: Ctx;
  let nowMs: number;

  beforeAll(async () => {
    database = await open();
  });
  afterAll(() => database.close());
  beforeEach(async () => {
    nowMs = NOW;
    const runtime = testRuntime({ db: database.db, now: () => new Date(nowMs) });
    ctx = testCtx(runtime, await insertTestOrganization(database.db));
  });

  /** An execution that began so many milliseconds before now. */
  const ago = (ms: number, changes: Partial<ExecutionRecord> = {}) =>
    executionRecord(ctx.organizationId, { createdAt: new Date(NOW - ms).toISOString(), ...changes });
  const insert = (...records: ExecutionRecord[]) => insertExecutions(database.db, records);
  const list = (query: object = {}, by = ctx) => listExecutions(by, ListExecutionsQuery.parse(query));
  const idsOf = async (query: object, by = ctx) => (await list(query, by)).items.map(({ id }) => id);

  it("shows the last day, newest first, unless told otherwise", async () => {
    const [recent, older, old] = [ago(0), ago(23 * HOUR_MS), ago(25 * HOUR_MS)];
    await insert(old, recent, older);
    expect(await idsOf({})).toEqual([recent.id, older.id]);
    expect(await idsOf({ period: "hour" })).toEqual([recent.id]);
    expect(await idsOf({ period: "all" })).toEqual([recent.id, older.id, old.id]);
  });

  it("says in short which model was chosen and why, and nothing where nothing was decided", async () => {
    const route = {
      mode: "routed" as const,
      strategy: "balanced" as const,
      model: "openai/gpt-5-mini",
      reason: "Best by cost",
      propensity: 0.95,
      isExploration: false,
      fallbacks: ["local/nb"],
    };
    const candidate = { model: "local/nb", quality: null, qualityLow: 0, qualityHigh: 100, observations: 0 };
    const candidates = ["a", "b", "c"].map((model) => ({
      ...candidate,
      ...{ model, costUsd: null, latencyMsP50: null, utility: 0 },
    }));
    await insert(
      ago(2, { route, rankingId: "r1", ranking: { id: "r1", candidates, excluded: [] } }),
      ago(1, { route: null, rankingId: null, ranking: null }),
    );
    const [without, routed] = (await list()).items;
    expect(without!.route).toBeNull();
    expect({ ...routed!.route, fallbacks: route.fallbacks }).toEqual({ ...route, candidateCount: 3 });
    expect(routed!.route).not.toHaveProperty("fallbacks");
  });

  it("takes in `from` and leaves out `to`, and refuses them the wrong way round", async () => {
    const [first, second] = [ago(2 * HOUR_MS), ago(HOUR_MS)];
    await insert(first, second);
    expect(await idsOf({ from: first.createdAt, to: second.createdAt })).toEqual([first.id]);
    await expect(list({ from: second.createdAt, to: first.createdAt })).rejects.toMatchObject({
      code: "invalid_input",
    });
  });

  it("filters by task, model, status, source, session and user, one or several at once", async () => {
    const odd = ago(1, {
      taskSlug: "email_writing",
      modelSlug: "local/nb",
      status: "failed",
      source: "demo",
      sessionRef: "s1",
      userRef: "u1",
    });
    await insert(odd, ago(2), ago(3, { taskSlug: "email_writing" }));
    const filters = {
      task: "email_writing",
      model: "local/nb",
      status: "failed",
      source: "demo",
      session: "s1",
      user: "u1",
    };
    expect(await idsOf(filters)).toEqual([odd.id]);
    expect((await idsOf({ task: "email_writing" })).length).toBe(2);
    for (const [name, value] of Object.entries(filters).slice(1))
      expect(await idsOf({ [name]: value })).toEqual([odd.id]);
    expect(await idsOf({ ...filters, status: "success" })).toEqual([]);
  });

  it("pages without gaps or repeats, also within one millisecond and while new executions arrive", async () => {
    const before = Array.from({ length: 57 }, (_, index) => ago(Math.floor(index / 9) * 1_000 + 10));
    await insert(...before);
    const seen: string[] = [];
    let cursor: string | null | undefined;
    do {
      const page = await list({ limit: 10, ...(cursor && { cursor }) });
      seen.push(...page.items.map(({ id }) => id));
      cursor = page.nextCursor;
      nowMs += 1_000;
      await insert(executionRecord(ctx.organizationId, { createdAt: new Date(nowMs).toISOString() }));
    } while (cursor);
    expect(new Set(seen).size).toBe(seen.length);
    expect(seen.toSorted()).toEqual(before.map(({ id }) => id).toSorted());
  });

  it("pages across months, where the table is split", async () => {
    await database.db.$executeRawUnsafe("SELECT ensure_execution_partition('2026-02-01'::date)");
    const records = Array.from({ length: 12 }, (_, index) => ago(index * 4 * 24 * HOUR_MS));
    await insert(...records);
    const first = await list({ period: "all", limit: 7 });
    const second = await list({ period: "all", limit: 7, cursor: first.nextCursor });
    expect([...first.items, ...second.items].map(({ id }) => id)).toEqual(records.map(({ id }) => id));
    expect(second.nextCursor).toBeNull();
  });

  it("reads an export of more than a page to its end, each execution once", async () => {
    const records = Array.from({ length: 2_300 }, (_, index) => ago(index));
    await insert(...records);
    const seen: string[] = [];
    for await (const { id } of eachExecution(ctx, ListExecutionsQuery.parse({}))) seen.push(id);
    expect(seen).toEqual(records.map(({ id }) => id));
  });

  it("answers a made-up cursor with what a right one is", async () => {
    await expect(list({ cursor: "nonsense" })).rejects.toMatchObject({ code: "invalid_input" });
  });

  it("shows no row of another organization, neither in the list nor by its id", async () => {
    const mine = ago(5);
    await insert(mine);
    const stranger = testCtx(ctx.runtime, await insertTestOrganization(database.db));
    expect(await idsOf({ period: "all" }, stranger)).toEqual([]);
    await expect(getExecution(stranger, mine.id)).rejects.toMatchObject({ code: "not_found" });
    expect((await getExecution(ctx, mine.id)).id).toBe(mine.id);
  });

  it("says that there is no such execution for an id that is none", async () => {
    await expect(getExecution(ctx, "not-an-id")).rejects.toMatchObject({ code: "not_found" });
    await expect(getExecution(ctx, newId())).rejects.toMatchObject({ code: "not_found" });
  });

  it("needs the scope `read`, and `write` to remove", async () => {
    const blind: Ctx = { ...ctx, scopes: new Set(["run"]) };
    await expect(list({}, blind)).rejects.toMatchObject({ code: "forbidden" });
    await expect(getExecution(blind, newId())).rejects.toMatchObject({ code: "forbidden" });
    await expect(eachExecution(blind, ListExecutionsQuery.parse({})).next()).rejects.toMatchObject({
      code: "forbidden",
    });
    const viewer = testCtx(ctx.runtime, ctx.organizationId, "viewer");
    await expect(deleteTaskExecutions(viewer, "demo_tickets")).rejects.toMatchObject({ code: "forbidden" });
  });

  it("removes a task's executions and their sums, and nothing of other tasks or organizations", async () => {
    const strangerId = await insertTestOrganization(database.db);
    const [removed, kept] = [ago(1, { taskSlug: "demo_tickets" }), ago(2)];
    const strangers = { ...ago(3, { taskSlug: "demo_tickets" }), organizationId: strangerId };
    await insert(removed, kept);
    await insert(strangers);
    await deleteTaskExecutions(ctx, "demo_tickets");
    expect(await idsOf({})).toEqual([kept.id]);
    expect((await reportMetrics(ctx, MetricsQuery.parse({}))).current.count).toBe(1);
    const stranger = testCtx(ctx.runtime, strangerId);
    expect(await idsOf({}, stranger)).toEqual([strangers.id]);
    expect((await reportMetrics(stranger, MetricsQuery.parse({}))).current.count).toBe(1);
  });
});
