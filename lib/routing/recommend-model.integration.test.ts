import { afterAll, beforeAll, beforeEach, expect, it, onTestFinished } from "vitest";
import { insertExecutions } from "@/lib/executions";
import { executionRecord } from "@/lib/executions/test-executions";
import type { Ctx } from "@/lib/platform/ctx";
import { describeEachDatabase, type TestDatabase } from "@/lib/platform/db/test-database";
import type { Runtime } from "@/lib/platform/runtime";
import { testCtx } from "@/lib/platform/test-runtime";
import { publishModelVersion } from "@/lib/registry";
import { registryRuntime, seededCtx, versionInput } from "@/lib/registry/test-registry";
import { recommendModel } from "./recommend-model";
import { createRouteHistory } from "./route-history";

const TASK = "ticket_classification";

/** Models whose circuits are open. */
const blocked = new Map<string, string>();

describeEachDatabase("recommendModel", (open) => {
  let database: TestDatabase;
  let ctx: Ctx;
  let nowMs: number;

  beforeAll(async () => {
    database = await open();
  });
  afterAll(() => database.close());
  beforeEach(async () => {
    nowMs = Date.parse("2026-03-10T12:30:00.000Z");
    const now = () => new Date(nowMs);
    const runtime = registryRuntime(database.db, {}, { now });
    runtime.routeHistory = createRouteHistory(database.db, now, runtime.log);
    runtime.circuits = { blocked: () => blocked } as Partial<Runtime["circuits"]> as Runtime["circuits"];
    onTestFinished(async () => {
      await runtime.registry.stop();
      runtime.routeHistory.stop();
    });
    ctx = await seededCtx(runtime);
  });

  const recommend = (by = ctx) => recommendModel(by, { task: TASK });
  const publish = async (kind: string, accuracy: number) => {
    const input = versionInput(["a", "b"]);
    const metrics = { ...input.metrics, accuracy, validationCount: 200, predictionMsP95: 1 };
    await publishModelVersion(ctx, { ...input, modelSlug: `local/${kind}`, metrics, activate: true });
    await ctx.runtime.registry.refresh(ctx.organizationId);
  };
  const score = (quality: number, count: number, hoursAgo: number) =>
    insertExecutions(
      database.db,
      Array.from({ length: count }, () =>
        executionRecord(ctx.organizationId, {
          createdAt: new Date(nowMs - hoursAgo * 3_600_000).toISOString(),
          taskSlug: TASK,
          modelSlug: "local/nb",
          quality,
        }),
      ),
    );

  it("says what to do while nothing can serve, and why each model cannot", async () => {
    const { model, reason, candidates } = await recommend();
    expect(model).toBeNull();
    expect(reason).toMatch(/import labelled examples/);
    expect(candidates.length).toBeGreaterThan(0);
    expect(candidates.every(({ excluded }) => excluded)).toBe(true);
  });

  it("leaves out a model whose circuit is open, unless no other is left", async () => {
    await publish("nb", 0.95);
    await publish("tfidf", 0.9);
    onTestFinished(() => blocked.clear());
    blocked.set("local/nb", "its circuit is open: HTTP 500");
    const around = await recommend();
    expect(around.model).toBe("local/tfidf");
    expect(around.candidates).toContainEqual({ model: "local/nb", excluded: "its circuit is open: HTTP 500" });
    blocked.set("local/tfidf", "its circuit is open: HTTP 500");
    expect(await recommend()).toMatchObject({ model: "local/nb", reason: expect.stringContaining("all eligible") });
  });

  it("prefers the better validation, until recorded scores say otherwise", async () => {
    await publish("nb", 0.95);
    await publish("tfidf", 0.9);
    expect((await recommend()).model).toBe("local/nb");
    await score(10, 400, 0);
    expect((await recommend()).model).toBe("local/tfidf");
  });

  it("learns from an old hour once, from the current one at once, and counts none twice", async () => {
    await publish("nb", 0.95);
    const observations = async () =>
      (await recommend()).candidates.find(({ model }) => model === "local/nb")!.observations;
    await score(90, 10, 26);
    await score(90, 10, 0);
    expect(await observations()).toBe(220);
    await score(90, 5, 0);
    expect(await observations()).toBe(225);
    nowMs += 3 * 3_600_000;
    await score(90, 5, 0);
    expect(await observations()).toBe(230);
    await score(90, 7, 50);
    await ctx.runtime.routeHistory.reload(ctx.organizationId);
    expect(await observations()).toBe(237);
  });

  it("names the nearest task for one that does not exist, and needs the scope `read`", async () => {
    await expect(recommendModel(ctx, { task: "ticket_clasification" })).rejects.toMatchObject({
      code: "not_found",
      message: expect.stringContaining(TASK),
    });
    const blind: Ctx = { ...testCtx(ctx.runtime, ctx.organizationId), scopes: new Set(["run"]) };
    await expect(recommend(blind)).rejects.toMatchObject({ code: "forbidden" });
  });
});
