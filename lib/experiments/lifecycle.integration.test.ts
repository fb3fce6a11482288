import { afterAll, beforeAll, expect, it } from "vitest";
import { describeEachDatabase, type TestDatabase } from "@/lib/platform/db/test-database";
import type { Runtime } from "@/lib/platform/runtime";
import { testCtx } from "@/lib/platform/test-runtime";
import { auditOf, seededCtx } from "@/lib/registry/test-registry";
import {
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
import { ListExperimentsQuery } from "./schemas";
import { addExperiment, assign, experimentsRuntime, report, runningExperiment, stop } from "./test-experiments";

describeEachDatabase("an experiment's life", (open) => {
  let database: TestDatabase;
  let runtime: Runtime;
  beforeAll(async () => {
    database = await open();
    runtime = experimentsRuntime(database.db);
  });
  afterAll(() => database.close());

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
