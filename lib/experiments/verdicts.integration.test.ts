import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { insertExecutions } from "@/lib/executions";
import { executionRecord } from "@/lib/executions/test-executions";
import { describeEachDatabase, type TestDatabase } from "@/lib/platform/db/test-database";
import type { Runtime } from "@/lib/platform/runtime";
import { getConfiguration, putConfiguration } from "@/lib/registry";
import { putInput, seededCtx } from "@/lib/registry/test-registry";
import { getExperiment, getResults, planExperiment, runAaTest, undoExperimentStep } from "./index";
import { assignUnit } from "./assign-unit";
import { PlanInput, TesterInput } from "./schemas";
import {
  assign,
  clearWinner,
  experimentsRuntime,
  fill,
  judge,
  report,
  runningExperiment,
  servedBy,
  stop,
} from "./test-experiments";

describeEachDatabase("what an experiment comes to", (open) => {
  let database: TestDatabase;
  let runtime: Runtime;
  beforeAll(async () => {
    database = await open();
    runtime = experimentsRuntime(database.db);
  });
  afterAll(() => database.close());

  describe("a verdict", () => {
    it("ships a clear winner, stays, becomes the task's configuration, and is taken back", async () => {
      const ctx = await seededCtx(runtime);
      await runningExperiment(ctx);
      await fill(ctx, 1_000, clearWinner);
      await judge(ctx);
      const results = await getResults(ctx, "cold");
      expect(results).toMatchObject({
        isVerdictKept: true,
        verdict: { action: "ship", variant: "cold", automatic: null },
        sampleRatio: { isMismatch: false },
      });
      expect(results.looks.length).toBeGreaterThanOrEqual(2);
      expect(JSON.stringify(results)).not.toMatch(/NaN|Infinity/);
      // What comes later changes nothing.
      await fill(ctx, 1_000, () => 0, "complaints");
      expect(await getResults(ctx, "cold")).toMatchObject({ verdict: { decidedAt: results.verdict.decidedAt } });
      const before = await getConfiguration(ctx, "general_chat");
      await stop(ctx, { promote: "cold" });
      expect(await getConfiguration(ctx, "general_chat")).toMatchObject({
        version: before.version + 1,
        configuration: { parameters: { temperature: 0 } },
      });
      await undoExperimentStep(ctx, "cold");
      expect((await getConfiguration(ctx, "general_chat")).configuration).toEqual(before.configuration);
      expect(await getExperiment(ctx, "cold")).toMatchObject({ status: "running" });
    });

    it("is not taken back over a configuration that was made since", async () => {
      const ctx = await seededCtx(runtime);
      await runningExperiment(ctx);
      await stop(ctx, { promote: "cold" });
      const { configuration } = await getConfiguration(ctx, "general_chat");
      await putConfiguration(ctx, "general_chat", putInput({ ...configuration, explorationShare: 0 }));
      await expect(undoExperimentStep(ctx, "cold")).rejects.toMatchObject({ code: "conflict" });
    });

    it("promotes by itself when asked to, once, and is not repeated after it was taken back", async () => {
      const ctx = await seededCtx(runtime);
      await runningExperiment(ctx, { promotesWinner: true });
      await fill(ctx, 1_000, clearWinner);
      await judge(ctx);
      expect(await getExperiment(ctx, "cold")).toMatchObject({ status: "stopped", verdict: { automatic: "promoted" } });
      const { version } = await getConfiguration(ctx, "general_chat");
      await undoExperimentStep(ctx, "cold");
      await judge(ctx);
      expect(await getExperiment(ctx, "cold")).toMatchObject({ status: "running" });
      expect((await getConfiguration(ctx, "general_chat")).version).toBe(version + 1);
    });

    it("rolls back by itself when a guardrail is harmed", async () => {
      const ctx = await seededCtx(runtime);
      await runningExperiment(ctx, {
        rollsBack: true,
        guardrails: [{ measure: "complaints", margin: 0.02, isLowerBetter: true }],
      });
      await fill(ctx, 1_000, (_, index) => index % 2);
      await fill(ctx, 1_000, (variant, index) => Number(variant === "cold" && index % 3 === 0), "complaints");
      await judge(ctx);
      expect(await getExperiment(ctx, "cold")).toMatchObject({
        status: "stopped",
        verdict: { action: "roll_back", automatic: "rolled_back", variant: "cold" },
      });
    });

    it("is honest about an empty arm, no variance and too little data", async () => {
      const ctx = await seededCtx(runtime);
      await runningExperiment(ctx);
      await assign(ctx, "ada");
      expect(await getResults(ctx, "cold")).toMatchObject({
        verdict: { action: "keep_running", reason: expect.stringContaining("Not enough data") },
      });
      await fill(ctx, 400, () => 1);
      const results = await getResults(ctx, "cold");
      expect(results.verdict).toMatchObject({ action: "keep_running", effect: null });
      expect(JSON.stringify(results)).not.toMatch(/NaN|Infinity/);
    });
  });

  it("a bandit sends its traffic to what is likely best", async () => {
    const ctx = await seededCtx(runtime);
    await runningExperiment(ctx, { kind: "bandit", unit: "request" });
    await fill(ctx, 200, clearWinner);
    await judge(ctx);
    const [control, cold] = (await getExperiment(ctx, "cold")).weights as [number, number];
    expect(control).toBeLessThan(0.1);
    expect(control).toBeGreaterThanOrEqual(0.01);
    expect(control + cold).toBeCloseTo(1, 9);
  });

  it("a covariate narrows the interval and segments are told apart", async () => {
    const ctx = await seededCtx(runtime);
    await runningExperiment(ctx, { usesCovariate: true, segmentBy: "plan" });
    const units = Array.from({ length: 300 }, (_, index) => ({ unit: `u${index}`, covariate: index % 10 }));
    await Promise.all(
      units.map(({ unit, covariate }, index) =>
        assign(ctx, unit, { covariate, attributes: { plan: index % 3 ? "pro" : "free" } }),
      ),
    );
    await report(ctx, {
      outcomes: units.map(({ unit, covariate }, index) => ({
        unit,
        measure: "approval",
        value: covariate + (index % 2),
      })),
    });
    const results = await getResults(ctx, "cold");
    expect(results.metrics[0]!.comparisons[0]!.covariateShare).toBeGreaterThan(0.9);
    expect(results.segments.map(({ segment }) => segment)).toEqual(["pro", "free"]);
  });

  it("a unit's own past narrows the interval, is read once, and what it did not ask is unknown", async () => {
    const ctx = await seededCtx(runtime);
    const users = Array.from({ length: 240 }, (_, index) => `u${index}`);
    const before = new Date(ctx.now().getTime() - 86_400_000).toISOString();
    const habit = (index: number) => 40 + (index % 10) * 4;
    const past = users.flatMap((userRef, index) =>
      // Every sixth is new. Failures, other tasks and what is older than four weeks say nothing.
      index % 6 === 0
        ? []
        : [habit(index) - 2, habit(index) + 2].map((quality) =>
            executionRecord(ctx.organizationId, { createdAt: before, taskSlug: "general_chat", userRef, quality }),
          ),
    );
    await insertExecutions(ctx.db, past);
    await runningExperiment(ctx, {
      assignment: "gateway",
      primary: { measure: "quality" },
      usesCovariate: true,
      covariateSource: "history",
    });
    const active = runtime.experiments.find(ctx.organizationId, "cold")!;
    const served = users.map((unitRef, index) => {
      const variant = active.design.variants[assignUnit(active.rule, unitRef, {}).variant!]!.key;
      const quality = habit(index) + (index % 3) + (variant === "cold" ? 2 : 0);
      return servedBy(ctx, variant, unitRef, { quality, userRef: unitRef });
    });
    await insertExecutions(ctx.db, served);
    await runtime.experiments.countExecutions(served);
    const units = await ctx.db.experimentUnit.findMany({ where: { organizationId: ctx.organizationId } });
    expect(units).toHaveLength(240);
    for (const { unitRef, covariate } of units) {
      const index = Number(unitRef.slice(1));
      expect(covariate).toBe(index % 6 === 0 ? null : habit(index));
    }
    const [compared] = (await getResults(ctx, "cold")).metrics[0]!.comparisons;
    expect(compared!.covariateShare).toBeGreaterThan(0.6);
    expect(compared!.low).toBeLessThan(2);
    expect(compared!.high).toBeGreaterThan(2);
  });

  it("the tester draws equal variants from what was recorded, and says when that is too little", async () => {
    const ctx = await seededCtx(runtime);
    const test = (changes: object = {}) =>
      runAaTest(ctx, TesterInput.parse({ task: "general_chat", runs: 20, unitsPerVariant: 200, looks: 5, ...changes }));
    await expect(test()).rejects.toMatchObject({ code: "conflict" });
    const createdAt = ctx.now().toISOString();
    const recorded = (changes: (index: number) => object) =>
      insertExecutions(
        ctx.db,
        Array.from({ length: 60 }, (_, index) =>
          executionRecord(ctx.organizationId, { createdAt, taskSlug: "general_chat", ...changes(index) }),
        ),
      );
    await recorded((index) => ({ quality: index }));
    await expect(test()).rejects.toMatchObject({ code: "conflict", message: expect.stringContaining("the same") });
    const answer = await test({ measure: "quality" });
    expect(answer).toMatchObject({ recorded: 60, runs: 20 });
    expect(answer.rate).toBeLessThanOrEqual(0.1);
    expect(answer.pValues.reduce((sum, count) => sum + count, 0)).toBe(20);
    expect(await test({ measure: "quality" })).toEqual(answer);
    expect(answer).toMatchObject({ method: "sequential", isAnytime: true });
    // By every other method too; what looks once is silent before the planned size, so more looks change nothing.
    for (const method of ["fixed", "rank"]) {
      const once = await test({ measure: "quality", method, runs: 40 });
      expect(once).toMatchObject({ method, isAnytime: false, runs: 40 });
      expect(once.rate).toBeLessThanOrEqual(0.2);
      if (method === "fixed") expect(once.naiveRate).toBeGreaterThanOrEqual(once.rate);
      expect(once.pValues.reduce((sum, count) => sum + count, 0)).toBe(40);
    }
    const mixture = await test({ measure: "quality", method: "msprt" });
    expect(mixture).toMatchObject({ method: "msprt", isAnytime: true });
    expect(mixture.rate).toBeLessThanOrEqual(0.1);
    await recorded((index) => ({ status: index % 2 ? "success" : "error" }));
    await expect(test({ measure: "success", method: "rank" })).rejects.toMatchObject({
      code: "invalid_input",
      field: "method",
    });
  });

  it("a plan says what is not known, and how many units it takes otherwise", async () => {
    const ctx = await seededCtx(runtime);
    const plan = (changes: object) =>
      planExperiment(
        ctx,
        PlanInput.parse({ task: "general_chat", primary: { measure: "success" }, minimumEffect: 0.05, ...changes }),
      );
    expect(await plan({})).toMatchObject({
      unitsPerVariant: null,
      days: null,
      reason: expect.stringContaining("not known"),
    });
    const known = await plan({ baseline: 0.6 });
    expect(known.unitsPerVariant).toBe(1_471);
    expect(known.unitsPerVariantSequential!).toBeGreaterThan(1_471);
    const perDay = 28;
    const days = Array.from({ length: 14 * perDay }, (_, index) => ((index % 14) + 0.5) * 86_400_000);
    const asked = days.map((ago) => ({
      createdAt: new Date(ctx.now().getTime() - ago).toISOString(),
      taskSlug: "general_chat",
    }));
    await insertExecutions(
      ctx.db,
      asked.map((changes) => executionRecord(ctx.organizationId, changes)),
    );
    const daysOf = async (changes: object) => {
      const answer = await plan({ baseline: 0.6, ...changes });
      return { days: answer.days! * answer.unitsPerDay!, answer };
    };
    const anytime = await daysOf({});
    expect(anytime.days).toBeCloseTo(2 * anytime.answer.unitsPerVariantSequential!, 6);
    const once = await daysOf({ method: "fixed" });
    expect(once.days).toBeCloseTo(2 * once.answer.unitsPerVariant!, 6);
    expect((await daysOf({ method: "msprt" })).days).toBeCloseTo(2 * once.answer.unitsPerVariantMixture!, 6);
    expect((await daysOf({ method: "rank" })).days).toBeCloseTo(2 * once.answer.unitsPerVariantRank!, 6);
    expect((await daysOf({ method: "fixed", plannedUnits: 500 })).days).toBeCloseTo(1_000, 6);
    // The smallest variant is the last to be full, and who takes no part fills none.
    expect((await daysOf({ plannedUnits: 500, smallestShare: 0.1, coverage: 0.5 })).days).toBeCloseTo(10_000, 6);
    await expect(plan({ baseline: 2 })).rejects.toMatchObject({ code: "invalid_input", field: "baseline" });
  });
});
