import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { addBudget, budgetsCtx, ctxOf, spend, testClock } from "@/lib/budgets/test-budgets";
import type { Ctx } from "@/lib/platform/ctx";
import { describeEachDatabase, type TestDatabase } from "@/lib/platform/db/test-database";
import type { Runtime } from "@/lib/platform/runtime";
import { changeCircuitByHand } from "@/lib/providers";
import { auditOf } from "@/lib/registry/test-registry";
import { evaluateAlerts } from "./evaluate-alerts";
import {
  acknowledgeAlert,
  deleteAlertRule,
  getAlertRule,
  listAlertRules,
  listAlerts,
  previewAlertRule,
  restoreAlertRule,
  tryAlertRule,
  updateAlertRule,
} from "./index";
import { ListAlertRulesQuery, ListAlertsQuery, PreviewAlertRuleInput } from "./schemas";
import { addRule, alertsRuntime, execute, FAILED } from "./test-alerts";

const START = "2026-10-14T12:00:00.000Z";

describeEachDatabase("alerts", (open) => {
  const clock = testClock(START);
  let database: TestDatabase;
  let runtime: Runtime;

  beforeAll(async () => {
    database = await open();
    runtime = alertsRuntime(database.db, clock);
  });
  afterAll(() => database.close());
  beforeEach(() => clock.set(START));

  const at = (minutes: number) => clock.set(new Date(Date.parse(START) + minutes * 60_000).toISOString());
  const alerts = async (ctx: Ctx, query: object = {}) => (await listAlerts(ctx, ListAlertsQuery.parse(query))).items;
  const rules = async (ctx: Ctx, query: object = {}) =>
    (await listAlertRules(ctx, ListAlertRulesQuery.parse(query))).items;
  const preview = (ctx: Ctx, input: object) =>
    previewAlertRule(ctx, PreviewAlertRuleInput.parse({ metric: "error_rate", threshold: 0.1, ...input }));

  it("fire on failing executions, and resolve when they succeed again", async () => {
    const ctx = await budgetsCtx(runtime);
    const { id } = await addRule(ctx, { windowMinutes: 10 });
    await execute(ctx, 8);
    await execute(ctx, 2, FAILED);
    at(1);
    await evaluateAlerts(ctx);
    expect(await alerts(ctx)).toMatchObject([
      { status: "firing", ruleId: id, ruleName: "Errors", value: 0.2, sampleCount: 10, threshold: 0.1 },
    ]);
    expect(await getAlertRule(ctx, id)).toMatchObject({
      state: "firing",
      lastValue: 0.2,
      lastCount: 10,
    });
    at(2);
    await execute(ctx, 10, FAILED);
    at(3);
    await evaluateAlerts(ctx);
    expect(await alerts(ctx)).toMatchObject([{ status: "firing", worstValue: 0.6, breachCount: 1 }]);
    at(20);
    await execute(ctx, 50);
    at(21);
    await evaluateAlerts(ctx);
    expect(await alerts(ctx)).toMatchObject([
      {
        status: "resolved",
        resolution: "recovered",
        worstValue: 0.6,
        lastValue: 0,
        resolvedAt: clock.now().toISOString(),
      },
    ]);
    expect(await alerts(ctx, { status: "firing" })).toEqual([]);
  });

  it("look at their own task or model only", async () => {
    const ctx = await budgetsCtx(runtime);
    await addRule(ctx, { name: "chat", scope: "task", scopeRef: "general_chat" });
    await addRule(ctx, { name: "mail", scope: "task", scopeRef: "email_writing" });
    await addRule(ctx, { name: "mini", scope: "model", scopeRef: "local/nb" });
    await execute(ctx, 20, { ...FAILED, taskSlug: "general_chat", modelSlug: "local/nb" });
    await execute(ctx, 20, { taskSlug: "email_writing", modelSlug: "local/tfidf" });
    at(1);
    await evaluateAlerts(ctx);
    expect((await alerts(ctx)).map(({ ruleName }) => ruleName).sort()).toEqual(["chat", "mini"]);
  });

  it("watch latency, cost and quality", async () => {
    const ctx = await budgetsCtx(runtime);
    await addRule(ctx, { name: "slow", metric: "latency_p95", threshold: 1_000 });
    await addRule(ctx, { name: "dear", metric: "cost", threshold: 5 });
    await addRule(ctx, { name: "poor", metric: "quality", threshold: 70 });
    await addRule(ctx, { name: "fine", metric: "quality", threshold: 20 });
    await execute(ctx, 20, { latencyMs: 3_000, costUsd: 0.5, quality: 40 });
    at(1);
    await evaluateAlerts(ctx);
    expect((await alerts(ctx)).map(({ ruleName }) => ruleName).sort()).toEqual(["dear", "poor", "slow"]);
    const dear = (await alerts(ctx)).find(({ ruleName }) => ruleName === "dear");
    expect(dear).toMatchObject({ value: 10, sampleCount: 20 });
  });

  it("watch whether the requests of a task become other ones", async () => {
    const ctx = await budgetsCtx(runtime);
    const task = "ticket_classification";
    await addRule(ctx, { name: "drift", metric: "drift", scopeRef: task, threshold: 0.25 });
    const ask = (count: number, label: string) => execute(ctx, count, { label, inputPreview: `Where is my ${label}?` });
    await ask(150, "card");
    await ask(150, "loan");
    await evaluateAlerts(ctx);
    expect(await alerts(ctx)).toEqual([]);

    at(10);
    await ask(250, "card");
    await ask(250, "loan");
    await evaluateAlerts(ctx);
    expect(await alerts(ctx)).toEqual([]);

    at(20);
    await ask(500, "cash");
    await evaluateAlerts(ctx);
    const [alert] = await alerts(ctx);
    expect(alert).toMatchObject({ ruleName: "drift", status: "firing", scopeRef: task });
    expect(alert!.value).toBeGreaterThan(0.25);

    await expect(addRule(ctx, { metric: "drift", scopeRef: "semantic_search" })).rejects.toMatchObject({
      code: "invalid_input",
    });
    await expect(addRule(ctx, { metric: "drift", scopeRef: "no_such_task" })).rejects.toMatchObject({
      code: "not_found",
    });
    expect(await preview(ctx, { metric: "drift", scopeRef: task, threshold: 0.25 })).toMatchObject({ firings: null });
  });

  it("watch the share of a budget that is spent, and circuits that are open", async () => {
    const ctx = await budgetsCtx(runtime);
    const budget = await addBudget(ctx, { limitUsd: 10 });
    await addRule(ctx, {
      name: "budget",
      metric: "budget_share",
      scopeRef: budget.id,
      threshold: 0.5,
      minimumCount: 0,
    });
    await addRule(ctx, { name: "circuit", metric: "open_circuits", threshold: 0, minimumCount: 0 });
    await addRule(ctx, {
      name: "other",
      metric: "open_circuits",
      scope: "model",
      scopeRef: "local/tfidf",
      threshold: 0,
      minimumCount: 0,
    });
    await evaluateAlerts(ctx);
    expect(await alerts(ctx)).toEqual([]);
    await spend(ctx, 6);
    await changeCircuitByHand(ctx, { model: "local/embed", action: "open", reason: "maintenance" });
    at(1);
    await evaluateAlerts(ctx);
    expect((await alerts(ctx)).map(({ ruleName, value }) => [ruleName, value]).sort()).toEqual([
      ["budget", 0.6],
      ["circuit", 1],
    ]);
    await changeCircuitByHand(ctx, { model: "local/embed", action: "close" });
    at(2);
    await evaluateAlerts(ctx);
    expect((await alerts(ctx, { status: "resolved" })).map(({ ruleName }) => ruleName)).toEqual(["circuit"]);
  });

  it("fire once and resolve once in a cool-down, however many processes judge them at once", async () => {
    const ctx = await budgetsCtx(runtime);
    const processes = [ctx, ...[1, 2, 3].map(() => ctxOf(alertsRuntime(database.db, clock), ctx))];
    await addRule(ctx, { windowMinutes: 5, coolDownMinutes: 30, minimumCount: 1 });
    for (let minute = 0; minute < 60; minute += 6) {
      at(minute);
      await execute(ctx, 10, minute % 12 === 0 ? FAILED : {});
      at(minute + 1);
      await Promise.all(processes.map((one) => evaluateAlerts(one)));
    }
    const happened = (await alerts(ctx)).map(({ firedAt, resolvedAt }) =>
      [firedAt, resolvedAt].map((time) => time && (Date.parse(time) - Date.parse(START)) / 60_000),
    );
    expect(happened).toEqual([
      [37, 43],
      [1, 7],
    ]);
  });

  it("decide nothing by a measurement that is older than the last one", async () => {
    const ctx = await budgetsCtx(runtime);
    await addRule(ctx, { windowMinutes: 10 });
    await execute(ctx, 10, FAILED);
    at(30);
    await evaluateAlerts(ctx);
    at(1);
    await evaluateAlerts(ctx);
    expect(await alerts(ctx)).toEqual([]);
  });

  it("end when their rule asks something else, is switched off or is deleted, and say why", async () => {
    const ctx = await budgetsCtx(runtime);
    await execute(ctx, 20, FAILED);
    at(1);
    const changed = await addRule(ctx, { name: "changed" });
    const off = await addRule(ctx, { name: "off" });
    const deleted = await addRule(ctx, { name: "deleted" });
    const renamed = await addRule(ctx, { name: "renamed" });
    await evaluateAlerts(ctx);
    await updateAlertRule(ctx, changed.id, { threshold: 0.2 });
    await updateAlertRule(ctx, off.id, { isEnabled: false });
    await deleteAlertRule(ctx, deleted.id);
    await updateAlertRule(ctx, renamed.id, { name: "Other name", severity: "critical" });
    expect(Object.fromEntries((await alerts(ctx)).map(({ ruleName, resolution }) => [ruleName, resolution]))).toEqual({
      changed: "rule_changed",
      off: "rule_disabled",
      deleted: "rule_deleted",
      renamed: null,
    });
    expect((await getAlertRule(ctx, off.id)).state).toBe("off");
    at(2);
    await evaluateAlerts(ctx);
    expect(await alerts(ctx, { status: "firing", rule: off.id })).toEqual([]);
    expect(await alerts(ctx, { status: "firing", rule: changed.id })).toHaveLength(1);
  });

  it("are measured on request without anything being changed", async () => {
    const ctx = await budgetsCtx(runtime);
    const { id } = await addRule(ctx);
    await execute(ctx, 20, FAILED);
    at(1);
    expect(await tryAlertRule(ctx, id)).toMatchObject({ value: 1, count: 20, reading: "breached" });
    expect(await getAlertRule(ctx, id)).toMatchObject({ state: "ok", evaluatedAt: null });
    expect(await alerts(ctx)).toEqual([]);
  });

  it("are acknowledged by name, once, and that is taken back", async () => {
    const ctx = await budgetsCtx(runtime);
    await addRule(ctx);
    await execute(ctx, 20, FAILED);
    at(1);
    await evaluateAlerts(ctx);
    const { id } = (await alerts(ctx))[0]!;
    const first = await acknowledgeAlert(ctx, id, { isAcknowledged: true });
    expect(first).toMatchObject({ acknowledgedBy: "Ada", acknowledgedAt: clock.now().toISOString() });
    at(2);
    expect(await acknowledgeAlert(ctx, id, { isAcknowledged: true })).toEqual(first);
    expect(await acknowledgeAlert(ctx, id, { isAcknowledged: false })).toMatchObject({ acknowledgedAt: null });
    expect((await auditOf(ctx, id)).map(({ action }) => action)).toEqual(["alert.acknowledge", "alert.unacknowledge"]);
  });

  describe("tried on history", () => {
    it("say how often they would have fired, by the policy that runs live", async () => {
      const ctx = await budgetsCtx(runtime);
      for (const day of [-10, -6, -1]) {
        at(day * 24 * 60 + 5);
        await execute(ctx, 30, FAILED);
        at(day * 24 * 60 + 125);
        await execute(ctx, 30);
      }
      at(0);
      const found = await preview(ctx, { days: 14 });
      expect(found.firings).toMatchObject([
        { firedAt: "2026-10-04T13:00:00.000Z", resolvedAt: "2026-10-04T15:00:00.000Z", worstValue: 1 },
        { firedAt: "2026-10-08T13:00:00.000Z" },
        { firedAt: "2026-10-13T13:00:00.000Z" },
      ]);
      expect(found).toMatchObject({ days: 14, step: "hour", note: expect.stringContaining("every full hour") });
      expect((await preview(ctx, { days: 7 })).firings).toHaveLength(2);
      const exact = await preview(ctx, { days: 1, windowMinutes: 5 });
      expect(exact).toMatchObject({ step: "minute", note: null, firings: [{ firedAt: "2026-10-13T12:06:00.000Z" }] });
      expect((await preview(ctx, { days: 14, scope: "task", scopeRef: "general_chat" })).firings).toEqual([]);
      expect(await rules(ctx)).toEqual([]);
    });

    it("agree with what the same rule did live", async () => {
      const ctx = await budgetsCtx(runtime);
      await addRule(ctx, { windowMinutes: 5, coolDownMinutes: 20, minimumCount: 1, recoveryThreshold: 0.05 });
      for (let minute = 0; minute <= 80; minute++) {
        at(minute);
        await evaluateAlerts(ctx);
        const isBad = (minute >= 20 && minute < 40) || (minute >= 50 && minute < 60);
        await execute(ctx, 2, isBad ? FAILED : {});
      }
      const live = (await alerts(ctx)).map(({ firedAt, resolvedAt }) => ({ firedAt, resolvedAt })).reverse();
      expect(live).toHaveLength(2);
      const { firings } = await preview(ctx, {
        days: 1,
        windowMinutes: 5,
        coolDownMinutes: 20,
        minimumCount: 1,
        recoveryThreshold: 0.05,
      });
      expect(firings!.map(({ firedAt, resolvedAt }) => ({ firedAt, resolvedAt }))).toEqual(live);
    });

    it("judge a budget by the day, and say that circuits keep no history", async () => {
      const ctx = await budgetsCtx(runtime);
      const budget = await addBudget(ctx, { limitUsd: 10, period: "monthly" });
      await spend(ctx, 6, { createdAt: "2026-10-05T10:00:00.000Z" });
      await spend(ctx, 3, { createdAt: "2026-10-10T10:00:00.000Z" });
      const found = await preview(ctx, { metric: "budget_share", scopeRef: budget.id, threshold: 0.5, days: 30 });
      expect(found.firings).toEqual([{ firedAt: "2026-10-06T00:00:00.000Z", resolvedAt: null, worstValue: 0.9 }]);
      const circuits = await preview(ctx, { metric: "open_circuits", threshold: 0, minimumCount: 0 });
      expect(circuits).toMatchObject({ firings: null, points: [], note: expect.stringContaining("no history") });
    });
  });

  it("have rules that are changed, deleted and restored with an audit row of before and after", async () => {
    const ctx = await budgetsCtx(runtime);
    const { id } = await addRule(ctx);
    await updateAlertRule(ctx, id, { threshold: 0.3 });
    expect(await deleteAlertRule(ctx, id)).toMatchObject({ state: "deleted" });
    expect(await rules(ctx)).toEqual([]);
    await expect(updateAlertRule(ctx, id, { threshold: 0.4 })).rejects.toMatchObject({ code: "conflict" });
    expect(await restoreAlertRule(ctx, id)).toMatchObject({ state: "ok", threshold: 0.3 });
    const entries = await auditOf(ctx, id);
    expect(entries.map(({ action }) => action).sort()).toEqual([
      "alert_rule.create",
      "alert_rule.delete",
      "alert_rule.restore",
      "alert_rule.update",
    ]);
    expect(entries.find(({ action }) => action === "alert_rule.update")).toMatchObject({
      before: { threshold: 0.1 },
      after: { threshold: 0.3 },
    });
  });

  describe("refuse", () => {
    it("a rule about something that does not exist, naming what is near", async () => {
      const ctx = await budgetsCtx(runtime);
      const stranger = await addBudget(await budgetsCtx(runtime));
      const missing = { code: "not_found" };
      await expect(addRule(ctx, { scope: "task", scopeRef: "general_chta" })).rejects.toMatchObject({
        ...missing,
        message: expect.stringContaining("general_chat"),
      });
      await expect(addRule(ctx, { scope: "model", scopeRef: "x" })).rejects.toMatchObject(missing);
      await expect(addRule(ctx, { metric: "budget_share", scopeRef: stranger.id, threshold: 1 })).rejects.toMatchObject(
        missing,
      );
      await expect(addRule(ctx, { scope: "task" })).rejects.toMatchObject({ code: "invalid_input", field: "scopeRef" });
    });

    it("a read-only actor every change", async () => {
      const ctx = await budgetsCtx(runtime);
      const { id } = await addRule(ctx);
      await execute(ctx, 20, FAILED);
      at(1);
      await evaluateAlerts(ctx);
      const [alert] = await alerts(ctx);
      const viewer = ctxOf(runtime, ctx, "viewer");
      const forbidden = { code: "forbidden" };
      await expect(addRule(viewer)).rejects.toMatchObject(forbidden);
      await expect(updateAlertRule(viewer, id, { threshold: 0.2 })).rejects.toMatchObject(forbidden);
      await expect(deleteAlertRule(viewer, id)).rejects.toMatchObject(forbidden);
      await expect(restoreAlertRule(viewer, id)).rejects.toMatchObject(forbidden);
      await expect(tryAlertRule(viewer, id)).rejects.toMatchObject(forbidden);
      await expect(acknowledgeAlert(viewer, alert!.id, { isAcknowledged: true })).rejects.toMatchObject(forbidden);
      expect(await rules(viewer)).toHaveLength(1);
      expect(await alerts(viewer)).toHaveLength(1);
      expect((await preview(viewer, {})).firings).toEqual([]);
    });

    it("another organization's rules and alerts as ones that do not exist", async () => {
      const owner = await budgetsCtx(runtime);
      const { id } = await addRule(owner);
      await execute(owner, 20, FAILED);
      at(1);
      await evaluateAlerts(owner);
      const [alert] = await alerts(owner);
      const ctx = await budgetsCtx(runtime);
      const missing = { code: "not_found" };
      for (const unknown of [id, "x", "", "018f0000-0000-7000-8000-000000000000"]) {
        await expect(getAlertRule(ctx, unknown)).rejects.toMatchObject(missing);
        await expect(updateAlertRule(ctx, unknown, {})).rejects.toMatchObject(missing);
        await expect(deleteAlertRule(ctx, unknown)).rejects.toMatchObject(missing);
        await expect(tryAlertRule(ctx, unknown)).rejects.toMatchObject(missing);
      }
      for (const unknown of [alert!.id, "x"])
        await expect(acknowledgeAlert(ctx, unknown, { isAcknowledged: true })).rejects.toMatchObject(missing);
      expect(await rules(ctx)).toEqual([]);
      expect(await alerts(ctx)).toEqual([]);
    });
  });
});
