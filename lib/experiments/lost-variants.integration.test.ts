import { afterAll, beforeAll, expect, it } from "vitest";
import { describeEachDatabase, type TestDatabase } from "@/lib/platform/db/test-database";
import type { Runtime } from "@/lib/platform/runtime";
import { deleteModel, updateModel } from "@/lib/registry";
import { addModel, addProvider, seededCtx } from "@/lib/registry/test-registry";
import { assignUnit } from "./assign-unit";
import { countLostVariants, getExperiment, getResults, startExperiment } from "./index";
import { addExperiment, experimentsRuntime, judge, report, runningExperiment, servedBy } from "./test-experiments";

describeEachDatabase("a variant's model", (open) => {
  let database: TestDatabase;
  let runtime: Runtime;
  beforeAll(async () => {
    database = await open();
    runtime = experimentsRuntime(database.db);
  });
  afterAll(() => database.close());

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
