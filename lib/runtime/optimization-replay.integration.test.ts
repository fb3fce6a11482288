import { afterAll, beforeAll, expect, it, vi } from "vitest";
import { letterVector } from "@/lib/cache/test-vectors";
import { insertExecutions } from "@/lib/executions";
import { executionRecord } from "@/lib/executions/test-executions";
import { startTestGateway, type TestGateway } from "@/lib/gateway/test-gateway";
import {
  applyOptimization,
  getOptimization,
  OPTIMIZATION_JOB,
  optimizationJob,
  previewOptimization,
  startOptimization,
  undoOptimization,
} from "@/lib/optimization";
import { StartOptimizationInput, type OptimizationRun } from "@/lib/optimization/schemas";
import { openTestDatabase, type TestDatabase } from "@/lib/platform/db/test-database";
import { createJobRunner, type JobRunner } from "@/lib/platform/jobs";
import { createTask, getConfiguration, putConfiguration } from "@/lib/registry";
import { CreateTaskInput } from "@/lib/registry/schemas";

const TASK = "general_chat";
const OWN_TASK = "release_notes";
const MODEL = "simulator/sim-instant";
const ANSWER =
  "You can reset your password on the sign-in page: choose “Forgot password”, enter your address, and follow the link in the mail. It is valid for one hour.";

let database: TestDatabase;
let gateway: TestGateway;
let runner: JobRunner;

beforeAll(async () => {
  database = await openTestDatabase("embedded");
  gateway = await startTestGateway(database);
  Object.assign(gateway.runtime, {
    embedder: { embed: (texts: string[]) => Promise.resolve(texts.map(letterVector)), dispose: async () => {} },
  });
  runner = createJobRunner(gateway.runtime, { handlers: { [OPTIMIZATION_JOB]: optimizationJob }, pollMs: 20 });
  runner.start();
  await pin(TASK);
});

afterAll(async () => {
  await runner.stop(2_000);
  await gateway.close();
  await database.close();
});

async function pin(task: string): Promise<void> {
  const { configuration } = await getConfiguration(gateway.ctx, task);
  await putConfiguration(gateway.ctx, task, { configuration: { ...configuration, model: MODEL }, reason: "" });
}

const record = (task: string, count: number, prompt: (index: number) => string) =>
  insertExecutions(
    database.db,
    Array.from({ length: count }, (_, index) =>
      executionRecord(gateway.ctx.organizationId, {
        createdAt: new Date(Date.now() - (count - index) * 1_000).toISOString(),
        taskSlug: task,
        modelSlug: MODEL,
        inputPreview: prompt(index),
        outputPreview: ANSWER,
        inputTokens: prompt(index).length,
        costUsd: 0.01 + (index % 5) / 1_000,
        latencyMs: 800 + (index % 13) * 10,
        overheadMs: 2,
      }),
    ),
  );

async function optimized(task: string): Promise<OptimizationRun> {
  // So little that no test is asked of any candidate to the end: what is left is the replay.
  const input = StartOptimizationInput.parse({ task, type: "cost_reduction", budgetUsd: 1e-9 });
  const { id } = await startOptimization(gateway.ctx, input);
  return vi.waitFor(
    async () => {
      const run = await getOptimization(gateway.ctx, id);
      expect(run).toMatchObject({ status: "succeeded", error: null });
      return run;
    },
    { timeout: 60_000, interval: 50 },
  );
}

it("proves a cache on what was really asked, without asking anything, and puts it in force", async () => {
  await record(TASK, 300, (index) => `How do I reset the password of account ${index % 10}?`);
  const run = await optimized(TASK);
  expect(run.plan.candidates.map(({ id }) => id)).toContain("cache-exact");
  expect(run.result).toMatchObject({ outcome: "improved", winnerId: expect.stringContaining("cache-") as string });
  const exact = run.result!.finalists.find(({ id }) => id === "cache-exact")!;
  expect(exact).toMatchObject({ isAccepted: true, reason: expect.stringContaining("290 of 300") as string });
  expect(exact.gain!.mean).toBeCloseTo(0.966, 2);
  expect(exact.before?.cost_per_request).toMatchObject({ count: 300 });
  await applyOptimization(gateway.ctx, run.id);
  expect((await getConfiguration(gateway.ctx, TASK)).configuration.cache.mode).not.toBe("off");
  await undoOptimization(gateway.ctx, run.id);
  expect((await getConfiguration(gateway.ctx, TASK)).configuration.cache.mode).toBe("off");
});

it("asks again what was asked lately where a task has no suite of its own, and says so", async () => {
  await createTask(
    gateway.ctx,
    CreateTaskInput.parse({ slug: OWN_TASK, name: "Release notes", kind: "generation", category: "language" }),
  );
  await pin(OWN_TASK);
  const input = StartOptimizationInput.parse({ task: OWN_TASK, type: "performance" });
  await expect(previewOptimization(gateway.ctx, input)).rejects.toMatchObject({ details: { missing: "tests" } });
  await record(OWN_TASK, 60, (index) => `Summarise change ${index} for the release notes of version ${index % 7}.`);
  const plan = await previewOptimization(gateway.ctx, input);
  expect(plan.suite).toMatchObject({ testCount: 60, name: `Recent requests of ${OWN_TASK}` });
  expect(plan.notes.join(" ")).toContain("asked again");
  // Nothing is asked twice, so no cache is proven.
  const run = await optimized(OWN_TASK);
  expect(run.result!.finalists.filter(({ isAccepted }) => isAccepted)).toEqual([]);
  expect(run.plan.suite.checksum).toBe((await previewOptimization(gateway.ctx, input)).suite.checksum);
});
