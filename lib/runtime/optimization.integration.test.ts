import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import type { TestGateway } from "@/lib/gateway/test-gateway";
import {
  applyOptimization,
  cancelOptimization,
  getOptimization,
  listOptimizations,
  listOptimizationTrials,
  OPTIMIZATION_JOB,
  optimizationJob,
  previewOptimization,
  startOptimization,
  undoOptimization,
} from "@/lib/optimization";
import { openTestDatabase, type TestDatabase } from "@/lib/platform/db/test-database";
import { createJobRunner, type JobRunner } from "@/lib/platform/jobs";
import { testCtx } from "@/lib/platform/test-runtime";
import { ProviderError } from "@/lib/providers";
import { getConfiguration, putConfiguration } from "@/lib/registry";
import { seededCtx } from "@/lib/registry/test-registry";
import { StartOptimizationInput, type OptimizationRun } from "@/lib/optimization/schemas";
import { startTestOptimization, TASK } from "./test-optimization";

let database: TestDatabase;
let gateway: TestGateway;
let runner: JobRunner;

beforeAll(async () => {
  database = await openTestDatabase("embedded");
  gateway = await startTestOptimization(database);
});

afterAll(async () => {
  await gateway.close();
  await database.close();
});

beforeEach(() => {
  runner = createJobRunner(gateway.runtime, {
    handlers: { [OPTIMIZATION_JOB]: optimizationJob },
    pollMs: 20,
    cancelPollMs: 20,
  });
});

afterEach(async () => {
  await runner.stop(2_000);
  await database.db.optimizationRun.deleteMany({});
  await database.db.job.deleteMany({});
});

const input = (changes: object = {}) =>
  StartOptimizationInput.parse({
    task: TASK,
    type: "cost_reduction",
    margins: { qualityPoints: 6, latencyShare: null },
    ...changes,
  });

const until = (id: string, status: OptimizationRun["status"]) =>
  vi.waitFor(
    async () => {
      const run = await getOptimization(gateway.ctx, id);
      expect(run).toMatchObject({ status, error: null });
      return run;
    },
    { timeout: 60_000, interval: 100 },
  );

async function pin(model: string): Promise<void> {
  const { configuration } = await getConfiguration(gateway.ctx, TASK);
  await putConfiguration(gateway.ctx, TASK, { configuration: { ...configuration, model, cascade: null }, reason: "" });
}

async function finished(changes: object = {}): Promise<OptimizationRun> {
  runner.start();
  return until((await startOptimization(gateway.ctx, input(changes))).id, "succeeded");
}

describe("an optimization", () => {
  it("finds a cheaper cascade, proves it, puts it in force, and takes it back equal to the byte", async () => {
    await pin("local/council");
    const before = await getConfiguration(gateway.ctx, TASK);
    const run = await finished();
    expect(run.result).toMatchObject({ summary: expect.stringContaining("improves") as string, stoppedBy: null });
    const winner = run.result!.finalists.find(({ id }) => id === run.result!.winnerId)!;
    expect(winner.changes.cascade?.at(-1)?.model).toBe("local/council");
    expect(winner.gain!.low).toBeGreaterThan(0);
    expect(winner.comparison.cost!.mean).toBeLessThan(-0.3);
    expect(run.result!.before.cpu_usage_percent).toMatchObject({ value: expect.any(Number) as number });
    expect(run.result!.before.cost_per_request).toMatchObject({ count: run.plan.tests.verify });

    const applied = await applyOptimization(gateway.ctx, run.id);
    expect((await getConfiguration(gateway.ctx, TASK)).configuration).toEqual(run.result!.configuration);
    expect(await applyOptimization(gateway.ctx, run.id)).toEqual(applied);
    const undone = await undoOptimization(gateway.ctx, run.id);
    const after = await getConfiguration(gateway.ctx, TASK);
    expect(JSON.stringify(after.configuration)).toBe(JSON.stringify(before.configuration));
    expect(undone.application?.undone).toMatchObject({ version: after.version, by: "Ada" });
    expect(await undoOptimization(gateway.ctx, run.id)).toEqual(undone);
    expect((await getConfiguration(gateway.ctx, TASK)).version).toBe(after.version);
  });

  it("keeps every answer as evidence, with the tests that only verified apart", async () => {
    await pin("local/council");
    const run = await finished();
    const trials = await listOptimizationTrials(gateway.ctx, run.id);
    expect(trials.filter(({ part }) => part === "verify")).toHaveLength(run.plan.tests.verify);
    expect(trials[0]!.answers[0]).toMatchObject({
      candidateId: "baseline",
      trial: { executionId: expect.any(String) as string },
    });
    expect(run.result!.calls).toBe(trials.reduce((sum, { answers }) => sum + answers.length, 0));
  });

  it("improves the quality of the poorest model, and says so when nothing is better than the best", async () => {
    await pin("local/nb");
    const better = await finished({ type: "quality_improvement" });
    expect(better.result!.configuration?.model).toBe("local/council");
    await pin("local/council");
    const best = await finished({ type: "quality_improvement" });
    expect(best.result).toMatchObject({ outcome: "no_improvement", configuration: null });
    await expect(applyOptimization(gateway.ctx, best.id)).rejects.toMatchObject({ code: "conflict" });
  });

  it("refuses to overwrite what somebody changed meanwhile, and shows the difference", async () => {
    await pin("local/council");
    const run = await finished();
    await pin("local/tfidf");
    await expect(applyOptimization(gateway.ctx, run.id)).rejects.toMatchObject({
      code: "conflict",
      details: { diff: [{ field: "model", before: "local/council", now: "local/tfidf" }] },
    });
    await pin("local/council");
    await applyOptimization(gateway.ctx, run.id);
    await pin("local/nb");
    await expect(undoOptimization(gateway.ctx, run.id)).rejects.toMatchObject({ code: "conflict" });
  });

  it("runs once for a task at a time, and can be cancelled before and while it runs", async () => {
    await pin("local/council");
    const first = await startOptimization(gateway.ctx, input());
    await expect(startOptimization(gateway.ctx, input({ type: "performance" }))).rejects.toMatchObject({
      code: "conflict",
      details: { optimizationId: first.id },
    });
    expect(await cancelOptimization(gateway.ctx, first.id)).toMatchObject({ status: "cancelled" });
    const second = await startOptimization(gateway.ctx, input());
    runner.start();
    await vi.waitFor(async () => expect((await getOptimization(gateway.ctx, second.id)).progress).not.toBeNull(), {
      timeout: 30_000,
    });
    await cancelOptimization(gateway.ctx, second.id);
    await until(second.id, "cancelled");
    const third = await startOptimization(gateway.ctx, input());
    await until(third.id, "succeeded");
    // What is over cannot be cancelled, and keeps its result.
    await expect(cancelOptimization(gateway.ctx, third.id)).rejects.toMatchObject({ code: "conflict" });
    expect((await getOptimization(gateway.ctx, third.id)).result).not.toBeNull();
  });

  it("can be cancelled while it verifies what it found: nothing is decided, and nothing is changed", async () => {
    await pin("local/council");
    const before = await getConfiguration(gateway.ctx, TASK);
    const { local } = gateway.runtime.gateway.adapters;
    const answer = local.complete.bind(local);
    // Slow enough that the end is not reached before the cancelling is.
    const slow = vi.spyOn(local, "complete").mockImplementation(async (call) => {
      await new Promise((resolve) => setTimeout(resolve, 10));
      return answer(call);
    });
    const { id } = await startOptimization(gateway.ctx, input());
    runner.start();
    await vi.waitFor(
      async () => expect((await getOptimization(gateway.ctx, id)).progress).toMatchObject({ stage: "verify" }),
      { timeout: 60_000, interval: 20 },
    );
    await cancelOptimization(gateway.ctx, id);
    const run = await until(id, "cancelled");
    slow.mockRestore();
    expect(run).toMatchObject({ result: null, application: null });
    expect(run.progress!.done).toBeLessThan(run.progress!.total);
    await expect(applyOptimization(gateway.ctx, id)).rejects.toMatchObject({ code: "conflict" });
    expect((await getConfiguration(gateway.ctx, TASK)).version).toBe(before.version);
    // What was asked stays as evidence, and the task is free for another search.
    const asked = (await listOptimizationTrials(gateway.ctx, id)).filter(({ part }) => part === "verify");
    expect(asked.length).toBeGreaterThan(0);
    expect(asked.length).toBeLessThan(run.plan.tests.verify);
    await until((await startOptimization(gateway.ctx, input())).id, "succeeded");
  });

  it("drops a candidate that fails half-way, says why, and goes on with the others", async () => {
    await pin("local/council");
    const { local } = gateway.runtime.gateway.adapters;
    const answer = local.complete.bind(local);
    let answered = 0;
    const failing = vi
      .spyOn(local, "complete")
      .mockImplementation((call) =>
        call.upstreamId === "nb" && ++answered > 10
          ? Promise.reject(new ProviderError("invalid_request", "the disk is gone"))
          : answer(call),
      );
    const run = await finished();
    failing.mockRestore();
    expect(answered).toBeGreaterThan(10);
    const broken = run.progress!.candidates.filter(({ label }) => label.includes("local/nb"));
    expect(broken.map(({ state }) => state)).not.toContain("accepted");
    expect(broken.find(({ label }) => label === "Always local/nb")).toMatchObject({
      state: "dropped",
      reason: expect.stringContaining("the disk is gone") as string,
    });
    const winner = run.result!.finalists.find(({ id }) => id === run.result!.winnerId);
    expect(winner?.changes.cascade?.[0]?.model).toBe("local/tfidf");
  });

  it("tells beforehand what it would try, cost and affect, and stores nothing", async () => {
    await pin("local/council");
    const plan = await previewOptimization(gateway.ctx, input({ dryRun: true }));
    expect(plan.candidates.map(({ label }) => label)).toContain("local/tfidf first, local/council when it is unsure");
    expect(plan.tests).toEqual({ search: 96, verify: 144 });
    expect(plan.current).toBe("Always local/council");
    expect((await listOptimizations(gateway.ctx, { limit: 10 })).items).toEqual([]);
  });

  it("says what a task is missing, and refuses a budget of nothing", async () => {
    await expect(startOptimization(gateway.ctx, input({ task: "semantic_search" }))).rejects.toMatchObject({
      code: "invalid_input",
      field: "task",
      details: {
        missing: "tests",
        offers: expect.arrayContaining(["POST /api/v1/benchmarks/suites/from-executions"]) as string[],
      },
    });
    expect(StartOptimizationInput.safeParse({ task: TASK, type: "performance", budgetUsd: 0 }).success).toBe(false);
    gateway.runtime.gateway.adapters.local.complete = () => Promise.reject(new Error("down"));
    runner.start();
    const { id } = await startOptimization(gateway.ctx, input());
    await vi.waitFor(
      async () =>
        expect(await getOptimization(gateway.ctx, id)).toMatchObject({
          status: "failed",
          error: { code: "upstream_failed" },
        }),
      { timeout: 60_000 },
    );
  });

  it("is the organization's own, and a viewer starts nothing", async () => {
    const { id } = await startOptimization(gateway.ctx, input());
    const stranger = await seededCtx(gateway.runtime);
    await expect(getOptimization(stranger, id)).rejects.toMatchObject({ code: "not_found" });
    await expect(undoOptimization(stranger, id)).rejects.toMatchObject({ code: "not_found" });
    const viewer = testCtx(gateway.runtime, gateway.ctx.organizationId, "viewer");
    await expect(startOptimization(viewer, input())).rejects.toMatchObject({ code: "forbidden" });
    await expect(cancelOptimization(viewer, id)).rejects.toMatchObject({ code: "forbidden" });
  });
});
