import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { insertExecutions } from "@/lib/executions";
import { executionRecord } from "@/lib/executions/test-executions";
import type { Ctx } from "@/lib/platform/ctx";
import { describeEachDatabase, type TestDatabase } from "@/lib/platform/db/test-database";
import { newId } from "@/lib/platform/ids";
import type { Runtime } from "@/lib/platform/runtime";
import { testCtx } from "@/lib/platform/test-runtime";
import { getConfiguration, putConfiguration } from "@/lib/registry";
import { auditOf, putInput, seededCtx } from "@/lib/registry/test-registry";
import { assignUnit } from "./assign-unit";
import { selectExperiment } from "./experiment-store";
import {
  assignVariant,
  countFeedback,
  deleteExperiment,
  getExperiment,
  getResults,
  listExperiments,
  pauseExperiment,
  planExperiment,
  reportOutcomes,
  resultRows,
  restoreExperiment,
  startExperiment,
  stopExperiment,
  runAaTest,
  undoExperimentStep,
  updateExperiment,
} from "./index";
import { judgeExperiment } from "./judge-experiments";
import {
  AssignInput,
  CreateExperimentInput,
  ListExperimentsQuery,
  OutcomesInput,
  PlanInput,
  StopExperimentInput,
  TesterInput,
} from "./schemas";
import { addExperiment, experimentInput, experimentsRuntime, runningExperiment, servedBy } from "./test-experiments";

describeEachDatabase("experiments", (open) => {
  let database: TestDatabase;
  let runtime: Runtime;
  beforeAll(async () => {
    database = await open();
    runtime = experimentsRuntime(database.db);
  });
  afterAll(() => database.close());

  const assign = (ctx: Ctx, unit: string, changes: object = {}, slug = "cold") =>
    assignVariant(ctx, slug, AssignInput.parse({ unit, ...changes }));
  const report = (ctx: Ctx, outcomes: object, slug = "cold") =>
    reportOutcomes(ctx, slug, OutcomesInput.parse(outcomes));
  const stop = (ctx: Ctx, changes: object = {}, slug = "cold") =>
    stopExperiment(ctx, slug, StopExperimentInput.parse(changes));
  const judge = async (ctx: Ctx, slug = "cold") =>
    judgeExperiment(runtime, (await selectExperiment(ctx.db, ctx.organizationId, slug))!);

  /** Lets units take part and says of each what it measured. */
  async function fill(
    ctx: Ctx,
    count: number,
    value: (variant: string, index: number) => number,
    measure = "approval",
  ): Promise<void> {
    const units = Array.from({ length: count }, (_, index) => `unit-${index}`);
    const places = await Promise.all(units.map((unit) => assign(ctx, unit)));
    const outcomes = places.map(({ unit, variant }, index) => ({
      unit,
      measure,
      value: value(variant!, index),
      id: `${measure}-${unit}`,
    }));
    for (let from = 0; from < outcomes.length; from += 1_000)
      await report(ctx, { outcomes: outcomes.slice(from, from + 1_000) });
  }

  /** Nine of ten approve the colder one, half of them the control. */
  const clearWinner = (variant: string, index: number): number =>
    variant === "cold" ? Number(index % 10 !== 0) : index % 2;

  describe("an experiment's life", () => {
    it("goes from draft over running and paused to stopped, and every step can be taken back", async () => {
      const ctx = await seededCtx(runtime);
      expect(await addExperiment(ctx)).toMatchObject({ status: "draft", phase: 1, undo: null });
      expect((await getExperiment(ctx, "cold")).effects.start).toContain("50 % As it is");
      expect(await startExperiment(ctx, "cold", {})).toMatchObject({ status: "running", undo: { label: "Started" } });
      expect(await startExperiment(ctx, "cold", {})).toMatchObject({ status: "running" });
      expect(await pauseExperiment(ctx, "cold", {})).toMatchObject({ status: "paused" });
      expect(await undoExperimentStep(ctx, "cold")).toMatchObject({ status: "running", undo: { label: "Started" } });
      expect(await stop(ctx)).toMatchObject({ status: "stopped" });
      await expect(stop(ctx)).rejects.toMatchObject({
        code: "conflict",
        message: "This experiment is stopped already",
      });
      await expect(startExperiment(ctx, "cold", {})).rejects.toMatchObject({ code: "conflict" });
      expect(await undoExperimentStep(ctx, "cold")).toMatchObject({ status: "running" });
      expect(await undoExperimentStep(ctx, "cold")).toMatchObject({ status: "draft", undo: null });
      await expect(undoExperimentStep(ctx, "cold")).rejects.toMatchObject({ code: "conflict" });
      const actions = (await auditOf(ctx, "cold")).map(({ action }) => action);
      expect(actions).toEqual([
        "experiment.create",
        "experiment.start",
        "experiment.pause",
        "experiment.undo",
        "experiment.stop",
        "experiment.undo",
        "experiment.undo",
      ]);
    });

    it("is deleted only without traffic, and comes back", async () => {
      const ctx = await seededCtx(runtime);
      await runningExperiment(ctx);
      await expect(deleteExperiment(ctx, "cold")).rejects.toMatchObject({ code: "conflict" });
      await stop(ctx);
      await deleteExperiment(ctx, "cold");
      await expect(getExperiment(ctx, "cold")).rejects.toMatchObject({ code: "not_found" });
      expect((await listExperiments(ctx, ListExperimentsQuery.parse({}))).items).toEqual([]);
      await restoreExperiment(ctx, "cold");
      expect(await getExperiment(ctx, "cold")).toMatchObject({ status: "stopped" });
    });

    it("belongs to its organization and is changed by writers alone", async () => {
      const ctx = await seededCtx(runtime);
      await addExperiment(ctx);
      const stranger = await seededCtx(runtime);
      await expect(getExperiment(stranger, "cold")).rejects.toMatchObject({ code: "not_found" });
      await expect(startExperiment(stranger, "cold", {})).rejects.toMatchObject({ code: "not_found" });
      expect((await listExperiments(stranger, ListExperimentsQuery.parse({}))).items).toEqual([]);
      const viewer = testCtx(runtime, ctx.organizationId, "viewer");
      expect(await getResults(viewer, "cold")).toMatchObject({ units: 0 });
      for (const forbidden of [
        () => addExperiment(viewer, { slug: "other" }),
        () => startExperiment(viewer, "cold", {}),
        () => stop(viewer),
        () => assign(viewer, "u"),
        () => undoExperimentStep(viewer, "cold"),
      ])
        await expect(forbidden()).rejects.toMatchObject({ code: "forbidden" });
    });

    it("does not start while another one runs on its task, unless a namespace keeps them apart", async () => {
      const ctx = await seededCtx(runtime);
      const half = (from: number, to: number) => ({ assignment: "gateway", namespace: { name: "chat", from, to } });
      await runningExperiment(ctx, half(0, 0.5));
      await addExperiment(ctx, { slug: "alone", assignment: "gateway" });
      await expect(startExperiment(ctx, "alone", {})).rejects.toMatchObject({
        code: "conflict",
        message: expect.stringContaining("`cold` runs on this task"),
      });
      await runningExperiment(ctx, { slug: "apart", ...half(0.5, 1) });
      expect(runtime.experiments.ofTask(ctx.organizationId, "general_chat")).toHaveLength(2);
    });

    it("begins a new phase when shares or variants change, and keeps it for what moves nobody", async () => {
      const ctx = await seededCtx(runtime);
      await runningExperiment(ctx, { coverage: 0.5 });
      expect(await updateExperiment(ctx, "cold", { name: "Other", coverage: 1 })).toMatchObject({ phase: 1 });
      const { unit } = await assign(ctx, "ada");
      const { design } = await getExperiment(ctx, "cold");
      const variants = design.variants.map((variant, index) => ({ ...variant, weight: [0.9, 0.1][index]! }));
      expect(await updateExperiment(ctx, "cold", { variants })).toMatchObject({
        phase: 2,
        weights: [0.9, 0.1],
        verdict: null,
      });
      expect(await getResults(ctx, "cold")).toMatchObject({ phase: 2, units: 0 });
      await expect(report(ctx, { unit, measure: "approval", value: 1 })).rejects.toMatchObject({
        code: "invalid_input",
        field: "unit",
      });
      expect(await undoExperimentStep(ctx, "cold")).toMatchObject({ phase: 1, weights: [0.5, 0.5] });
      expect(await getResults(ctx, "cold")).toMatchObject({ units: 1 });
      expect(await updateExperiment(ctx, "cold", { variants })).toMatchObject({ phase: 2 });
    });
  });

  describe("a design", () => {
    it.each([
      [
        "weights that do not sum to 1",
        {
          variants: [
            { key: "a", name: "A", weight: 0.5 },
            { key: "b", name: "B", weight: 0.6 },
          ],
        },
        "variants",
      ],
      [
        "a variant without traffic",
        {
          variants: [
            { key: "a", name: "A", weight: 1 },
            { key: "b", name: "B", weight: 0 },
          ],
        },
        "variants[1].weight",
      ],
      [
        "two variants of one key",
        {
          variants: [
            { key: "a", name: "A", weight: 0.5 },
            { key: "a", name: "B", weight: 0.5 },
          ],
        },
        "variants[1].key",
      ],
      [
        "a variant equal to the control",
        {
          assignment: "gateway",
          variants: [
            { key: "a", name: "A", weight: 0.5 },
            { key: "b", name: "B", weight: 0.5 },
          ],
        },
        "variants[1].configuration",
      ],
      [
        "a model that does not exist",
        {
          variants: [
            { key: "a", name: "A", weight: 0.5 },
            { key: "b", name: "B", weight: 0.5, configuration: { model: "openai/none" } },
          ],
        },
        "variants[1].configuration",
      ],
      ["a task that does not exist", { task: "general_chatt" }, "task"],
      ["a ratio without its lower half", { primary: { measure: "cost", aggregation: "ratio" } }, "primary.per"],
      ["a metric named twice", { secondary: [{ measure: "approval" }] }, "secondary[0]"],
      [
        "a bandit that looks once",
        { kind: "bandit", method: "fixed", unitsPerVariant: 100, unit: "request" },
        "method",
      ],
      ["a bandit over users", { kind: "bandit" }, "unit"],
      ["a fixed test without a size", { method: "fixed" }, "unitsPerVariant"],
      ["a namespace that ends before it begins", { namespace: { name: "n", from: 0.5, to: 0.5 } }, "namespace"],
    ])("is refused with %s, and the field is named", async (_, changes, field) => {
      const ctx = await seededCtx(runtime);
      await expect(addExperiment(ctx, changes)).rejects.toMatchObject({ code: "invalid_input", field });
    });

    it("is refused twice under one slug, also at the same moment", async () => {
      const ctx = await seededCtx(runtime);
      const answers = await Promise.allSettled([addExperiment(ctx), addExperiment(ctx), addExperiment(ctx)]);
      expect(answers.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
      await expect(addExperiment(ctx)).rejects.toMatchObject({ code: "conflict", field: "slug" });
    });

    it("takes no NaN, no infinity and no unknown field", () => {
      for (const input of [{ coverage: NaN }, { minimumEffect: Infinity }, { variants: [] }, { weights: [1] }])
        expect(CreateExperimentInput.safeParse({ ...experimentInput(), ...input }).success).toBe(false);
      for (const value of [NaN, Infinity, "1", null])
        expect(OutcomesInput.safeParse({ unit: "u", measure: "m", value }).success).toBe(false);
    });
  });

  describe("a unit", () => {
    it("stays with its variant, takes no part outside of audience and coverage, and is not counted when forced", async () => {
      const ctx = await seededCtx(runtime);
      await runningExperiment(ctx, { audience: [{ tag: "plan", in: ["pro"] }], coverage: 0.5 });
      expect(await assign(ctx, "ada")).toMatchObject({ variant: null, reason: "audience", isCounted: false });
      const places = await Promise.all(
        Array.from({ length: 100 }, (_, index) => assign(ctx, `u${index}`, { attributes: { plan: "pro" } })),
      );
      const inside = places.filter(({ variant }) => variant !== null);
      expect(inside.length).toBeGreaterThan(25);
      expect(inside.length).toBeLessThan(75);
      for (const { unit, variant } of inside)
        expect((await assign(ctx, unit, { attributes: { plan: "pro" } })).variant).toBe(variant);
      expect(await assign(ctx, "tester", { variant: "cold" })).toMatchObject({
        variant: "cold",
        reason: "forced",
        configuration: { parameters: { temperature: 0 } },
      });
      await expect(assign(ctx, "tester", { variant: "none" })).rejects.toMatchObject({
        code: "invalid_input",
        field: "variant",
      });
      expect(await getResults(ctx, "cold")).toMatchObject({ units: inside.length });
    });

    it("gets no variant while nothing runs", async () => {
      const ctx = await seededCtx(runtime);
      await addExperiment(ctx);
      expect(await assign(ctx, "ada")).toMatchObject({ variant: null, reason: "not_running" });
      await expect(report(ctx, { unit: "ada", measure: "approval", value: 1 })).rejects.toMatchObject({
        code: "conflict",
      });
    });

    it("counts once however many calls it makes, and its outcome may come late", async () => {
      const ctx = await seededCtx(runtime);
      await runningExperiment(ctx, { primary: { measure: "quality" } });
      const active = runtime.experiments.find(ctx.organizationId, "cold")!;
      const place = assignUnit(active.rule, "ada", {}).variant!;
      const variant = active.design.variants[place]!.key;
      const executions = [80, 60].map((quality) => servedBy(ctx, variant, "ada", { quality }));
      await runtime.experiments.countExecutions(executions);
      await runtime.experiments.countExecutions(executions);
      // Of the other side: it went by shares that are not those of this phase.
      await runtime.experiments.countExecutions([servedBy(ctx, variant === "cold" ? "control" : "cold", "ada")]);
      await stop(ctx);
      expect(await report(ctx, { executionId: executions[0]!.id, measure: "approval", value: true })).toEqual({
        counted: 1,
        duplicates: 0,
      });
      const results = await getResults(ctx, "cold");
      expect(results.units).toBe(1);
      expect(resultRows(results).find((row) => row.metric === "quality" && row.variant === variant)).toMatchObject({
        count: 1,
        mean: 70,
      });
    });

    it("is approved by feedback on its executions, and the same opinion counts once", async () => {
      const ctx = await seededCtx(runtime);
      await runningExperiment(ctx);
      const active = runtime.experiments.find(ctx.organizationId, "cold")!;
      const variant = active.design.variants[assignUnit(active.rule, "ada", {}).variant!]!.key;
      const execution = servedBy(ctx, variant, "ada");
      await runtime.experiments.countExecutions([execution]);
      const opinion = {
        id: newId(),
        executionId: execution.id,
        kind: "rating",
        value: 4,
        approval: 1,
        givenAt: execution.createdAt,
      };
      const elsewhere = { ...opinion, id: newId(), executionId: newId() };
      await countFeedback(runtime, ctx.organizationId, [opinion, elsewhere]);
      await countFeedback(runtime, ctx.organizationId, [opinion]);
      const { totals } = await ctx.db.experimentUnit.findFirstOrThrow({
        where: { organizationId: ctx.organizationId },
      });
      expect(totals).toMatchObject({ approval: [1, 1], rating: [1, 4] });
    });

    it("that never took part has no outcome", async () => {
      const ctx = await seededCtx(runtime);
      await runningExperiment(ctx);
      await assign(ctx, "ada");
      await expect(
        report(ctx, {
          outcomes: [
            { unit: "ada", measure: "approval", value: 1 },
            { unit: "bob", measure: "approval", value: 1 },
          ],
        }),
      ).rejects.toMatchObject({ code: "invalid_input", field: "outcomes[1].unit" });
      expect(
        resultRows(await getResults(ctx, "cold")).filter(({ metric, count }) => metric === "approval" && count > 0),
      ).toEqual([]);
    });
  });

  it("counts a thousand outcomes that arrive at once, each exactly once", async () => {
    const ctx = await seededCtx(runtime);
    await runningExperiment(ctx);
    const units = Array.from({ length: 20 }, (_, index) => `u${index}`);
    await Promise.all(units.map((unit) => assign(ctx, unit)));
    const outcome = (index: number) => ({
      unit: units[index % 20]!,
      measure: "approval",
      value: index % 7,
      id: `o${index}`,
    });
    const posts = Array.from({ length: 1_000 }, (_, index) => report(ctx, outcome(index)));
    const again = Array.from({ length: 200 }, (_, index) => report(ctx, outcome(index)));
    const answers = await Promise.all([...posts, ...again]);
    expect(answers.reduce((sum, { counted }) => sum + counted, 0)).toBe(1_000);
    expect(answers.reduce((sum, { duplicates }) => sum + duplicates, 0)).toBe(200);
    const stored = await ctx.db.experimentUnit.findMany({ where: { organizationId: ctx.organizationId } });
    const totals = stored.map(({ totals: each }) => (each as { approval: [number, number] }).approval);
    expect(totals.reduce((sum, [count]) => sum + count, 0)).toBe(1_000);
    expect(totals.reduce((sum, [, value]) => sum + value, 0)).toBe(
      Array.from({ length: 1_000 }, (_, index) => index % 7).reduce((a, b) => a + b),
    );
    const rows = resultRows(await getResults(ctx, "cold")).filter(({ metric }) => metric === "approval");
    const mean = rows.reduce((sum, row) => sum + row.count * (row.mean ?? 0), 0);
    expect(mean).toBeCloseTo(
      totals.reduce((sum, [count, value]) => sum + value / count, 0),
      9,
    );
  });

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
    await expect(plan({ baseline: 2 })).rejects.toMatchObject({ code: "invalid_input", field: "baseline" });
  });
});
