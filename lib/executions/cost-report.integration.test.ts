import { afterAll, beforeAll, beforeEach, expect, it } from "vitest";
import type { Ctx } from "@/lib/platform/ctx";
import { describeEachDatabase, insertTestOrganization, type TestDatabase } from "@/lib/platform/db/test-database";
import { newId } from "@/lib/platform/ids";
import { testCtx, testRuntime } from "@/lib/platform/test-runtime";
import { costRows, reportCosts } from "./cost-report";
import { insertExecutions } from "./insert-executions";
import { COST_DIMENSIONS, CostExportQuery, CostQuery, PERIODS, type ExecutionRecord } from "./schemas";
import { executionRecord } from "./test-executions";

const NOW = new Date("2026-03-10T12:30:00.000Z");
const KEY = newId();

describeEachDatabase("the report of costs", (open) => {
  let database: TestDatabase;
  let ctx: Ctx;

  beforeAll(async () => {
    database = await open();
  });
  afterAll(() => database.close());
  beforeEach(async () => {
    const runtime = testRuntime({ db: database.db, now: () => NOW });
    ctx = testCtx(runtime, await insertTestOrganization(database.db));
  });

  const at = (createdAt: string, changes: Partial<ExecutionRecord> = {}) =>
    executionRecord(ctx.organizationId, { createdAt: `2026-03-${createdAt}:00.000Z`, ...changes });
  const insert = (...records: ExecutionRecord[]) => insertExecutions(database.db, records);
  const costs = (query: object, by = ctx) => reportCosts(by, CostQuery.parse(query));

  const some = () => [
    at("10T11:00", { costUsd: 3, userRef: "ada", keyId: KEY, tags: { team: "support", priority: "high" } }),
    at("10T11:10", {
      costUsd: 2,
      userRef: "bob",
      modelSlug: "local/nb",
      providerSlug: "local",
      tags: { team: "sales" },
    }),
    at("10T11:20", { costUsd: null, userRef: "ada", tags: { priority: "low" } }),
    at("10T11:30", { costUsd: 0.5, status: "failed", errorCode: "timeout", taskSlug: "email_writing" }),
  ];

  it("adds up to the same total whatever it is broken down by", async () => {
    await insert(...some());
    for (const by of COST_DIMENSIONS.filter((one) => one !== "tag")) {
      const { rows, total } = await costs({ by });
      const sum = (pick: (row: (typeof rows)[number]) => number) => rows.reduce((all, row) => all + pick(row), 0);
      expect([by, sum((row) => row.count), sum((row) => row.unpricedCount)]).toEqual([by, 4, 1]);
      expect(sum((row) => row.costUsd)).toBeCloseTo(total.costUsd, 9);
      expect(sum((row) => row.shareOfCost!)).toBeCloseTo(1, 9);
      expect(sum((row) => row.tokens.fresh)).toBe(total.tokens.fresh);
    }
  });

  it("puts the dearest first, and what has no user or key under an empty name", async () => {
    await insert(...some());
    const { rows } = await costs({ by: "user" });
    expect(rows.map(({ value, costUsd, count }) => [value, costUsd, count])).toEqual([
      ["ada", 3, 2],
      ["bob", 2, 1],
      ["", 0.5, 1],
    ]);
    const named = await reportCosts(ctx, CostQuery.parse({ by: "key" }), {
      nameKeys: async (ids) => new Map(ids.map((id) => [id, "Backend"])),
    });
    expect(named.rows.map(({ value, label }) => [value, label])).toEqual([
      [KEY, "Backend"],
      ["", null],
    ]);
  });

  it("counts an execution once for each of its tags, and narrows to tags of one name", async () => {
    await insert(...some());
    expect((await costs({ by: "tag" })).rows.map(({ value, costUsd }) => [value, costUsd])).toEqual([
      ["priority=high", 3],
      ["team=support", 3],
      ["team=sales", 2],
      ["priority=low", 0],
    ]);
    expect((await costs({ by: "tag", tag: "team" })).rows.map(({ value }) => value)).toEqual([
      "team=support",
      "team=sales",
    ]);
  });

  it("adds up what is beyond the limit, and exports all of it", async () => {
    await insert(...some());
    const { rows, rest } = await costs({ by: "user", limit: 1 });
    expect(rows).toHaveLength(1);
    expect(rest).toMatchObject({ count: 2, costUsd: 2.5, valueCount: 2 });
    expect(await costRows(ctx, CostExportQuery.parse({ by: "user" }))).toHaveLength(3);
  });

  it("lays the window before beside it, for every period but all time", async () => {
    await insert(...some(), at("09T11:00", { costUsd: 7 }));
    const day = await costs({ by: "model", period: "day" });
    expect(day.previousTotal!.costUsd).toBe(7);
    expect(day.rows.find(({ value }) => value === "openai/gpt-5-mini")!.previousCostUsd).toBe(7);
    expect(day.rows.find(({ value }) => value === "local/nb")!.previousCostUsd).toBe(0);
    for (const period of PERIODS) {
      const { previousTotal } = await costs({ period });
      expect(previousTotal === null).toBe(period === "all");
    }
  });

  it("says that costs by user cannot be narrowed to a task", async () => {
    await expect(costs({ by: "user", task: "email_writing" })).rejects.toMatchObject({
      code: "invalid_input",
      field: "task",
    });
  });

  it("shows nothing of another organization, and needs the scope `read`", async () => {
    await insert(...some());
    const stranger = testCtx(ctx.runtime, await insertTestOrganization(database.db));
    for (const by of COST_DIMENSIONS) expect((await costs({ by }, stranger)).rows).toEqual([]);
    await expect(costs({}, { ...ctx, scopes: new Set(["run"]) })).rejects.toMatchObject({ code: "forbidden" });
  });
});
