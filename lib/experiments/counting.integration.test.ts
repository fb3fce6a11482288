import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { describeEachDatabase, type TestDatabase } from "@/lib/platform/db/test-database";
import { newId } from "@/lib/platform/ids";
import type { Runtime } from "@/lib/platform/runtime";
import { seededCtx } from "@/lib/registry/test-registry";
import { assignUnit } from "./assign-unit";
import { testCtx } from "@/lib/platform/test-runtime";
import { countFeedback, getResults, reportJudgements, resultRows, startExperiment } from "./index";
import { JudgementsInput } from "./schemas";
import {
  addExperiment,
  assign,
  experimentsRuntime,
  report,
  runningExperiment,
  servedBy,
  stop,
} from "./test-experiments";

describeEachDatabase("what an experiment counts", (open) => {
  let database: TestDatabase;
  let runtime: Runtime;
  beforeAll(async () => {
    database = await open();
    runtime = experimentsRuntime(database.db);
  });
  afterAll(() => database.close());

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

  it("ranks variants by judgements, each counted once, also when many arrive at once", async () => {
    const ctx = await seededCtx(runtime);
    const judge = (input: object) => reportJudgements(ctx, "cold", JudgementsInput.parse(input));
    await addExperiment(ctx);
    await expect(judge({ preferred: "cold", over: "control" })).rejects.toMatchObject({ code: "conflict" });
    await startExperiment(ctx, "cold", {});
    expect((await getResults(ctx, "cold")).preferences).toBeNull();
    const posts = Array.from({ length: 60 }, (_, index) =>
      judge({
        judgements: [
          { preferred: index % 3 ? "cold" : "control", over: index % 3 ? "control" : "cold", id: `j${index % 50}` },
        ],
      }),
    );
    const answers = await Promise.all(posts);
    expect(answers.reduce((sum, { counted }) => sum + counted, 0)).toBe(50);
    expect(await judge({ preferred: "control", over: "cold", isTie: true })).toEqual({ counted: 1, duplicates: 0 });
    const { preferences } = await getResults(ctx, "cold");
    expect(preferences).toMatchObject({ judgements: 51, reason: null });
    expect(preferences!.ranking.reduce((sum, { won }) => sum + won, 0)).toBe(51);
    await expect(
      judge({
        judgements: [
          { preferred: "cold", over: "control" },
          { preferred: "cold", over: "warm" },
        ],
      }),
    ).rejects.toMatchObject({ code: "invalid_input", field: "judgements[1].over" });
    const stranger = await seededCtx(runtime);
    await expect(
      reportJudgements(stranger, "cold", JudgementsInput.parse({ preferred: "cold", over: "control" })),
    ).rejects.toMatchObject({ code: "not_found" });
    const viewer = testCtx(runtime, ctx.organizationId, "viewer");
    await expect(
      reportJudgements(viewer, "cold", JudgementsInput.parse({ preferred: "cold", over: "control" })),
    ).rejects.toMatchObject({ code: "forbidden" });
    for (const wrong of [
      { preferred: "cold", over: "cold" },
      { preferred: "cold" },
      { judgements: [] },
      { preferred: 1 },
    ])
      expect(JudgementsInput.safeParse(wrong).success).toBe(false);
    expect((await getResults(ctx, "cold")).preferences).toEqual(preferences);
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
});
