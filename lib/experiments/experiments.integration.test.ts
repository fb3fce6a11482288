import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { describeEachDatabase, type TestDatabase } from "@/lib/platform/db/test-database";
import type { Runtime } from "@/lib/platform/runtime";
import { testCtx } from "@/lib/platform/test-runtime";
import { deleteModel, updateModel } from "@/lib/registry";
import { addModel, addProvider, auditOf, seededCtx } from "@/lib/registry/test-registry";
import { assignUnit } from "./assign-unit";
import {
  countLostVariants,
  deleteExperiment,
  getExperiment,
  getResults,
  listExperiments,
  pauseExperiment,
  restoreExperiment,
  startExperiment,
  undoExperimentStep,
  updateExperiment,
} from "./index";
import { CreateExperimentInput, ListExperimentsQuery, OutcomesInput } from "./schemas";
import {
  addExperiment,
  assign,
  experimentInput,
  experimentsRuntime,
  judge,
  report,
  runningExperiment,
  servedBy,
  stop,
} from "./test-experiments";

describeEachDatabase("experiments", (open) => {
  let database: TestDatabase;
  let runtime: Runtime;
  beforeAll(async () => {
    database = await open();
    runtime = experimentsRuntime(database.db);
  });
  afterAll(() => database.close());

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

  describe("a variant's model", () => {
    const slug = "local/embed";
    const pinned = {
      assignment: "gateway",
      variants: [
        { key: "control", name: "Control", weight: 0.5 },
        { key: "other", name: "Other", weight: 0.5, configuration: { model: slug } },
      ],
    };

    it("keeps an experiment from starting when it was switched off or deleted, and is named", async () => {
      const ctx = await seededCtx(runtime);
      await addExperiment(ctx, pinned);
      await updateModel(ctx, slug, { isEnabled: false });
      await expect(startExperiment(ctx, "cold", {})).rejects.toMatchObject({
        code: "conflict",
        message: expect.stringContaining(`\`other\` names the model \`${slug}\`, which is switched off`),
      });
      await addProvider(ctx);
      const own = await addModel(ctx, { provider: "my-vllm", upstreamId: "Qwen/Qwen3-8B" });
      const variants = pinned.variants.map((variant, index) =>
        index === 0 ? variant : { ...variant, configuration: { model: own.slug } },
      );
      await addExperiment(ctx, { ...pinned, slug: "deleted", variants });
      await deleteModel(ctx, own.slug);
      await expect(startExperiment(ctx, "deleted", {})).rejects.toMatchObject({
        code: "conflict",
        message: expect.stringContaining("does not exist"),
      });
      expect((await getExperiment(ctx, "cold")).checks.map(({ level }) => level)).toContain("block");
    });

    it("that is gone while it runs is said, nothing is decided or promoted, and it goes on when the model is back", async () => {
      const ctx = await seededCtx(runtime);
      await runningExperiment(ctx, { ...pinned, primary: { measure: "approval" }, promotesWinner: true });
      expect((await getExperiment(ctx, "cold")).checks).toEqual([]);
      const active = runtime.experiments.find(ctx.organizationId, "cold")!;
      const units = Array.from({ length: 400 }, (_, index) => `unit-${index}`);
      const places = units.map((unit) => active.design.variants[assignUnit(active.rule, unit, {}).variant!]!.key);
      await runtime.experiments.countExecutions(units.map((unit, index) => servedBy(ctx, places[index]!, unit)));
      await report(ctx, {
        outcomes: units.map((unit, index) => ({
          unit,
          measure: "approval",
          value: places[index] === "other" ? index % 10 !== 0 : index % 2 === 0,
        })),
      });
      await updateModel(ctx, slug, { isEnabled: false });
      expect(await countLostVariants(ctx)).toEqual({ variants: 2, lost: 1 });
      await judge(ctx);
      expect(await getExperiment(ctx, "cold")).toMatchObject({
        status: "running",
        verdict: null,
        checks: [{ level: "block", message: expect.stringContaining("switched off") }],
      });
      expect(await getResults(ctx, "cold")).toMatchObject({
        isVerdictKept: false,
        verdict: { action: "keep_running", reason: expect.stringContaining("`other` was deleted or switched off") },
      });
      await updateModel(ctx, slug, { isEnabled: true });
      expect((await getExperiment(ctx, "cold")).checks).toEqual([]);
      await judge(ctx);
      expect(await getExperiment(ctx, "cold")).toMatchObject({ verdict: { action: "ship", variant: "other" } });
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
      [
        "the past of requests",
        { usesCovariate: true, covariateSource: "history", unit: "request", primary: { measure: "quality" } },
        "covariateSource",
      ],
      [
        "the past of an outcome that only callers know",
        { usesCovariate: true, covariateSource: "history", primary: { measure: "bookings" } },
        "covariateSource",
      ],
      ["a mixture test that expects no size of difference", { method: "msprt" }, "minimumEffect"],
      ["a test of ranks without a size", { method: "rank" }, "unitsPerVariant"],
      [
        "a test of ranks of a share",
        { method: "rank", unitsPerVariant: 100, primary: { measure: "success" } },
        "method",
      ],
      [
        "a test of ranks of a percentile",
        { method: "rank", unitsPerVariant: 100, primary: { measure: "latency", aggregation: "p95" } },
        "method",
      ],
      [
        "a test of ranks with a covariate",
        { method: "rank", unitsPerVariant: 100, usesCovariate: true },
        "usesCovariate",
      ],
      [
        "a bandit by the mixture test",
        { kind: "bandit", method: "msprt", minimumEffect: 1, unit: "request" },
        "method",
      ],
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
});
