import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { foldDeltas } from "@/lib/executions";
import { describeEachDatabase, type TestDatabase } from "@/lib/platform/db/test-database";
import { insertTestKey } from "@/lib/auth/test-auth";
import type { Runtime } from "@/lib/platform/runtime";
import { auditOf } from "@/lib/registry/test-registry";
import { createMetrics } from "@/lib/platform/metrics";
import { parseExposition } from "@/lib/platform/metrics/test-exposition";
import {
  collectBudgetMeters,
  deleteBudget,
  eachBudgetCrossing,
  getBudget,
  listBudgetEvents,
  listBudgets,
  restoreBudget,
  updateBudget,
} from "./index";
import { ListBudgetEventsQuery, ListBudgetsQuery, type BudgetEvent } from "./schemas";
import { addBudget, budgetsCtx, budgetsRuntime, ctxOf, spend, testClock } from "./test-budgets";

describeEachDatabase("budgets", (open) => {
  const clock = testClock("2026-10-14T12:00:00Z");
  let database: TestDatabase;
  let runtime: Runtime;

  beforeAll(async () => {
    database = await open();
    runtime = budgetsRuntime(database.db, clock);
  });
  afterAll(() => database.close());

  const list = async (ctx: Parameters<typeof listBudgets>[0], query: object = {}) =>
    (await listBudgets(ctx, ListBudgetsQuery.parse(query))).items;
  const events = async (ctx: Parameters<typeof listBudgets>[0], query: object = {}) =>
    (await listBudgetEvents(ctx, ListBudgetEventsQuery.parse(query))).items;

  it("count what was spent since their window began, also before they were made", async () => {
    const ctx = await budgetsCtx(runtime);
    await spend(ctx, 1, { createdAt: "2026-09-30T23:59:59.999Z" });
    await spend(ctx, 2, { createdAt: "2026-10-01T00:00:00.000Z" });
    await spend(ctx, 3);
    await spend(ctx, null);
    const budget = await addBudget(ctx);
    expect(budget).toMatchObject({ state: "active", enforcement: "notify", alertShares: [0.8] });
    expect(budget.current).toMatchObject({
      from: "2026-10-01T00:00:00.000Z",
      to: "2026-11-01T00:00:00.000Z",
      spentUsd: 5,
      remainingUsd: 5,
      share: 0.5,
      calls: 3,
      unpricedCount: 1,
    });
    await spend(ctx, 6);
    expect((await list(ctx))[0]!.current).toMatchObject({ spentUsd: 11, remainingUsd: 0, share: 1.1 });
  });

  it("count the calls of their scope only", async () => {
    const ctx = await budgetsCtx(runtime);
    const { keyId } = await insertTestKey(runtime, ctx.organizationId);
    const spentOf = async (input: object) => (await addBudget(ctx, input)).current?.spentUsd ?? null;
    await spend(ctx, 1, { taskSlug: "general_chat" });
    await spend(ctx, 2, { taskSlug: "email_writing", keyId });
    await spend(ctx, 4, { taskSlug: "general_chat", userRef: "ada" });
    await spend(ctx, 8, { taskSlug: "email_writing", userRef: "bob" });
    expect(await spentOf({})).toBe(15);
    expect(await spentOf({ scope: "task", scopeRef: "general_chat" })).toBe(5);
    expect(await spentOf({ scope: "key", scopeRef: keyId })).toBe(2);
    expect(await spentOf({ scope: "user", scopeRef: "ada" })).toBe(4);
    const each = await addBudget(ctx, { scope: "each_user" });
    expect(each.current).toMatchObject({ spentUsd: 8, user: "bob" });
    const { users } = await getBudget(ctx, each.id);
    expect(users.map(({ user, spentUsd }) => [user, spentUsd])).toEqual([
      ["bob", 8],
      ["ada", 4],
    ]);
    const names = (await list(ctx)).map(({ scope, scopeName }) => [scope, scopeName]);
    expect(names).toContainEqual(["key", "CI"]);
    expect(names).toContainEqual(["task", expect.any(String)]);
  });

  it("have nothing to show for each user before anybody spent", async () => {
    const ctx = await budgetsCtx(runtime);
    expect((await addBudget(ctx, { scope: "each_user" })).current).toBeNull();
  });

  it("tell a crossed share once per window, over two processes, and again in the next window", async () => {
    const ctx = await budgetsCtx(runtime);
    const other = budgetsRuntime(database.db, clock);
    const budget = await addBudget(ctx, { period: "daily", alertShares: [0.5, 0.8] });
    await spend(ctx, 5);
    await other.budgets.refresh(ctx.organizationId);
    await Promise.all([runtime.budgets.look(), other.budgets.look()]);
    await runtime.budgets.look();
    expect(await events(ctx)).toMatchObject([
      { kind: "threshold", share: 0.5, spentUsd: 5, limitUsd: 10, calls: null },
    ]);
    await spend(ctx, 6);
    await Promise.all([runtime.budgets.look(), other.budgets.look()]);
    expect((await events(ctx)).map(({ share }) => share).sort()).toEqual([0.5, 0.8, 1]);
    clock.set("2026-10-15T00:05:00Z");
    await spend(ctx, 5);
    await runtime.budgets.look();
    const all: BudgetEvent[] = [];
    for await (const event of eachBudgetCrossing(ctx, new Date("2026-10-14T00:00:00Z"))) all.push(event);
    const told = all.map(({ share, windowFrom, budgetId }) => [windowFrom.slice(0, 10), share, budgetId]);
    expect(told.sort()).toEqual([
      ["2026-10-14", 0.5, budget.id],
      ["2026-10-14", 0.8, budget.id],
      ["2026-10-14", 1, budget.id],
      ["2026-10-15", 0.5, budget.id],
    ]);
    clock.set("2026-10-14T12:00:00Z");
  });

  it("notice a call that was stored just after its window had ended", async () => {
    const ctx = await budgetsCtx(runtime);
    await addBudget(ctx, { period: "daily", alertShares: [0.5] });
    clock.set("2026-10-15T00:00:30Z");
    await spend(ctx, 6, { createdAt: "2026-10-14T23:59:59.900Z" });
    await runtime.budgets.look();
    expect(await events(ctx)).toMatchObject([{ share: 0.5, windowFrom: "2026-10-14T00:00:00.000Z" }]);
    clock.set("2026-10-14T12:00:00Z");
  });

  it("tell it for each user who crosses, and only for those", async () => {
    const ctx = await budgetsCtx(runtime);
    await addBudget(ctx, { scope: "each_user", limitUsd: 1 });
    await spend(ctx, 0.9, { userRef: "ada" });
    await spend(ctx, 0.1, { userRef: "bob" });
    await runtime.budgets.look();
    await spend(ctx, 0.8, { userRef: "bob" });
    await runtime.budgets.look();
    expect((await events(ctx)).map(({ user, share }) => [user, share]).sort()).toEqual([
      ["ada", 0.8],
      ["bob", 0.8],
    ]);
  });

  it("are changed with an audit row of before and after, and keep the limits of earlier windows", async () => {
    const ctx = await budgetsCtx(runtime);
    clock.set("2026-08-10T12:00:00Z");
    const { id } = await addBudget(ctx, { limitUsd: 100 });
    await spend(ctx, 50);
    clock.set("2026-09-10T12:00:00Z");
    await spend(ctx, 20);
    clock.set("2026-10-14T12:00:00Z");
    const changed = await updateBudget(ctx, id, { limitUsd: 40, enforcement: "block" });
    expect(changed).toMatchObject({ limitUsd: 40, enforcement: "block", name: "Team" });
    const { history } = await getBudget(ctx, id);
    expect(history.map(({ from, spentUsd, limitUsd, share }) => [from.slice(0, 7), spentUsd, limitUsd, share])).toEqual(
      [
        ["2026-09", 20, 100, 0.2],
        ["2026-08", 50, 100, 0.5],
        ["2026-07", 0, 100, 0],
      ],
    );
    const audit = (await auditOf(ctx, id)).find(({ action }) => action === "budget.update");
    expect(audit).toMatchObject({
      action: "budget.update",
      before: { limitUsd: 100, enforcement: "notify" },
      after: { limitUsd: 40, enforcement: "block" },
    });
    await updateBudget(ctx, id, { limitUsd: 100, enforcement: "notify" });
    expect((await list(ctx))[0]).toMatchObject({ limitUsd: 100, enforcement: "notify" });
  });

  it("are deleted with their history kept, and restored", async () => {
    const ctx = await budgetsCtx(runtime);
    const { id } = await addBudget(ctx, { limitUsd: 1 });
    await spend(ctx, 2);
    await runtime.budgets.look();
    expect(await deleteBudget(ctx, id)).toMatchObject({ state: "deleted" });
    expect(await list(ctx)).toEqual([]);
    expect(runtime.budgets.of(ctx.organizationId)).toEqual([]);
    expect((await list(ctx, { status: "deleted" })).map((one) => one.id)).toEqual([id]);
    expect(await events(ctx, { budget: id })).toHaveLength(2);
    expect((await getBudget(ctx, id)).current!.spentUsd).toBe(2);
    await expect(updateBudget(ctx, id, { limitUsd: 3 })).rejects.toMatchObject({ code: "conflict" });
    expect(await restoreBudget(ctx, id)).toMatchObject({ state: "active", deletedAt: null });
    expect(runtime.budgets.of(ctx.organizationId)).toHaveLength(1);
    expect((await auditOf(ctx, id)).map(({ action }) => action).sort()).toEqual([
      "budget.create",
      "budget.delete",
      "budget.restore",
    ]);
  });

  it("become known to every other process by its next look", async () => {
    const ctx = await budgetsCtx(runtime);
    const other = budgetsRuntime(database.db, clock, { pollMs: 20 });
    await other.budgets.start();
    try {
      const { id } = await addBudget(ctx, { limitUsd: 5 });
      await expect.poll(() => other.budgets.of(ctx.organizationId)[0]?.limitUsd).toBe(5);
      await updateBudget(ctx, id, { limitUsd: 7 });
      await expect.poll(() => other.budgets.of(ctx.organizationId)[0]?.limitUsd).toBe(7);
      await updateBudget(ctx, id, { isEnabled: false });
      await expect.poll(() => other.budgets.of(ctx.organizationId)).toEqual([]);
      await updateBudget(ctx, id, { isEnabled: true });
      await expect.poll(() => other.budgets.of(ctx.organizationId)).toHaveLength(1);
      await deleteBudget(ctx, id);
      await expect.poll(() => other.budgets.of(ctx.organizationId)).toEqual([]);
    } finally {
      await other.budgets.stop();
    }
  });

  it("tell Prometheus how much of each limit is spent", async () => {
    const ctx = await budgetsCtx(runtime);
    const metrics = createMetrics({ collectDefaults: false });
    collectBudgetMeters(metrics, runtime.budgets);
    const name = `Scraped ${ctx.organizationId}`;
    await addBudget(ctx, { name, limitUsd: 8 });
    await addBudget(ctx, { name, scope: "each_user" });
    await spend(ctx, 2);
    const { body } = await metrics.render();
    const samples = parseExposition(body).get("gym_budget_spent_share")!.samples;
    const own = samples.filter(({ labels }) => labels.budget === name);
    expect(own).toMatchObject([{ labels: { scope: "organization" }, value: 0.25 }]);
  });

  it("agree with the reports of costs to a millionth of a dollar", async () => {
    const ctx = await budgetsCtx(runtime);
    const costs = Array.from({ length: 200 }, (_, index) => (index % 7 === 0 ? null : 0.1 + index / 3_000));
    for (const cost of costs) await spend(ctx, cost, { userRef: "ada" });
    await foldDeltas(database.db);
    const rollups = await database.db.executionRollup.aggregate({
      where: { organizationId: ctx.organizationId, unit: "hour", label: "" },
      _sum: { costUsd: true, count: true, unpricedCount: true },
    });
    for (const input of [
      {},
      { scope: "user", scopeRef: "ada" },
      { scope: "task", scopeRef: "ticket_classification" },
    ]) {
      const { current } = await addBudget(ctx, { limitUsd: 1_000, ...input });
      expect(Math.abs(current!.spentUsd - rollups._sum.costUsd!)).toBeLessThan(1e-6);
      expect(current).toMatchObject({ calls: rollups._sum.count, unpricedCount: rollups._sum.unpricedCount });
    }
  });

  describe("refuse", () => {
    it.each([
      [{ scope: "task" }, "scopeRef"],
      [{ scope: "organization", scopeRef: "x" }, "scopeRef"],
      [{ period: "custom" }, "from"],
      [{ period: "custom", from: "2026-10-01" }, "to"],
      [{ period: "custom", from: "2026-10-01", to: "2026-10-01" }, "to"],
      [{ period: "daily", from: "2026-10-01" }, "from"],
    ])("%j, naming the field %s", async (input, field) => {
      const ctx = await budgetsCtx(runtime);
      await expect(addBudget(ctx, input)).rejects.toMatchObject({ code: "invalid_input", field });
    });

    it("a task or key that does not exist, and another organization's key", async () => {
      const ctx = await budgetsCtx(runtime);
      const stranger = await budgetsCtx(runtime);
      const { keyId } = await insertTestKey(runtime, stranger.organizationId);
      await expect(addBudget(ctx, { scope: "task", scopeRef: "general_chta" })).rejects.toMatchObject({
        code: "not_found",
        message: expect.stringContaining("general_chat"),
      });
      await expect(addBudget(ctx, { scope: "key", scopeRef: keyId })).rejects.toMatchObject({ code: "not_found" });
      await expect(addBudget(ctx, { scope: "key", scopeRef: "x" })).rejects.toMatchObject({ code: "not_found" });
    });

    it("a read-only actor every change", async () => {
      const ctx = await budgetsCtx(runtime);
      const { id } = await addBudget(ctx);
      const viewer = ctxOf(runtime, ctx, "viewer");
      const forbidden = { code: "forbidden" };
      await expect(addBudget(viewer)).rejects.toMatchObject(forbidden);
      await expect(updateBudget(viewer, id, { limitUsd: 2 })).rejects.toMatchObject(forbidden);
      await expect(deleteBudget(viewer, id)).rejects.toMatchObject(forbidden);
      await expect(restoreBudget(viewer, id)).rejects.toMatchObject(forbidden);
      expect(await list(viewer)).toHaveLength(1);
    });

    it("another organization's budget as one that does not exist", async () => {
      const { id } = await addBudget(await budgetsCtx(runtime));
      const ctx = await budgetsCtx(runtime);
      const missing = { code: "not_found" };
      await expect(getBudget(ctx, id)).rejects.toMatchObject(missing);
      await expect(updateBudget(ctx, id, { limitUsd: 2 })).rejects.toMatchObject(missing);
      await expect(deleteBudget(ctx, id)).rejects.toMatchObject(missing);
      await expect(restoreBudget(ctx, id)).rejects.toMatchObject(missing);
      expect(await list(ctx)).toEqual([]);
      expect(await events(ctx)).toEqual([]);
    });
  });
});
