import { afterAll, beforeAll, expect, it } from "vitest";
import { describeEachDatabase, type TestDatabase } from "@/lib/platform/db/test-database";
import type { Runtime } from "@/lib/platform/runtime";
import { seededCtx } from "@/lib/registry/test-registry";
import { CreateExperimentInput, OutcomesInput } from "./schemas";
import { addExperiment, experimentInput, experimentsRuntime } from "./test-experiments";

describeEachDatabase("the design of an experiment", (open) => {
  let database: TestDatabase;
  let runtime: Runtime;
  beforeAll(async () => {
    database = await open();
    runtime = experimentsRuntime(database.db);
  });
  afterAll(() => database.close());

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
    ["a bandit that looks once", { kind: "bandit", method: "fixed", unitsPerVariant: 100, unit: "request" }, "method"],
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
    ["a test of ranks of a share", { method: "rank", unitsPerVariant: 100, primary: { measure: "success" } }, "method"],
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
    ["a bandit by the mixture test", { kind: "bandit", method: "msprt", minimumEffect: 1, unit: "request" }, "method"],
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
