import { afterAll, afterEach, beforeAll, beforeEach, expect, it, vi } from "vitest";
import type { Ctx } from "@/lib/platform/ctx";
import { describeEachDatabase, type TestDatabase } from "@/lib/platform/db/test-database";
import { cancelJob, createJobRunner, getJob, type JobRunner } from "@/lib/platform/jobs";
import { listTasks } from "@/lib/registry";
import { registryRuntime, seededCtx } from "@/lib/registry/test-registry";
import { listDatasets, listTrainingRuns } from "@/lib/training";
import { demoJob } from "./demo-job";
import { DEMO_JOB, getDemo } from "./get-demo";
import { loadDemo } from "./load-demo";
import { DEMO_TASK, DEMO_TASKS } from "./schemas";

describeEachDatabase("the demo's job", (open) => {
  let database: TestDatabase;
  let ctx: Ctx;
  let runner: JobRunner;

  beforeAll(async () => {
    database = await open();
  });
  afterAll(() => database.close());
  beforeEach(async () => {
    const runtime = registryRuntime(database.db);
    // What clearing asks of the recorder and the history; nothing is recorded here.
    Object.assign(runtime, { recorder: { flush: async () => {} }, routeHistory: { reload: async () => {} } });
    Object.assign(runtime, { holdouts: { refresh: async () => {} } });
    ctx = await seededCtx(runtime);
    // Nobody here trains, so the demo waits for its training until something happens.
    runner = createJobRunner(runtime, { handlers: { [DEMO_JOB]: demoJob }, pollMs: 20, cancelPollMs: 20 });
    runner.start();
  });
  afterEach(async () => {
    await runner.stop(1_000);
    await ctx.runtime.registry.stop();
    await database.db.job.deleteMany({});
  });

  /** Loads the demo up to its training and gives the job. */
  async function loadUntilTraining(): Promise<string> {
    const { loading } = await loadDemo(ctx);
    const isTraining = async () => expect((await listTrainingRuns(ctx, { limit: 1 })).items).toHaveLength(1);
    await vi.waitFor(isTraining, { timeout: 20_000 });
    return loading!.jobId;
  }

  const hasTask = async () => (await listTasks(ctx, { limit: 200 })).items.some(({ slug }) => slug === DEMO_TASK);
  const datasetCount = async () => (await listDatasets(ctx, { limit: 10 })).items.length;

  it("leaves its rows to the process that took the job over, and says nothing about the outcome", async () => {
    const jobId = await loadUntilTraining();
    await database.db.$executeRaw`
      update jobs set fence = fence + 1, lease_owner = 'another process', lease_until = now() + interval '1 hour'
      where id = ${jobId}::uuid`;
    const isStopped = async () =>
      expect((await listTrainingRuns(ctx, { limit: 1 })).items).toMatchObject([{ status: "cancelled" }]);
    await vi.waitFor(isStopped, { timeout: 20_000 });
    await runner.stop(5_000);
    expect(await getJob(ctx, jobId)).toMatchObject({ status: "running", error: null, finishedAt: null });
    expect(await hasTask()).toBe(true);
    expect(await datasetCount()).toBe(DEMO_TASKS.length);
  });

  it("clears everything when a person cancels it", async () => {
    const jobId = await loadUntilTraining();
    await cancelJob(ctx, jobId);
    await vi.waitFor(async () => expect(await getJob(ctx, jobId)).toMatchObject({ status: "cancelled" }), {
      timeout: 20_000,
    });
    expect(await getDemo(ctx)).toMatchObject({ isLoaded: false });
    expect(await datasetCount()).toBe(0);
  });
});
