import { afterAll, beforeAll, beforeEach, expect, it, onTestFinished } from "vitest";
import { insertExecutions, listExecutions } from "@/lib/executions";
import { executionRecord } from "@/lib/executions/test-executions";
import type { Ctx } from "@/lib/platform/ctx";
import { describeEachDatabase, type TestDatabase } from "@/lib/platform/db/test-database";
import { testCtx } from "@/lib/platform/test-runtime";
import { createTask, listTasks } from "@/lib/registry";
import { registryRuntime, seededCtx } from "@/lib/registry/test-registry";
import { importDataset, listDatasets } from "@/lib/training";
import { getDemo } from "./get-demo";
import { loadDemo } from "./load-demo";
import { removeDemo } from "./remove-demo";
import { DEMO_TASK } from "./schemas";

const OWN_TASK = "ticket_classification";

describeEachDatabase("the demo", (open) => {
  let database: TestDatabase;
  let ctx: Ctx;

  beforeAll(async () => {
    database = await open();
  });
  afterAll(() => database.close());
  beforeEach(async () => {
    const runtime = registryRuntime(database.db);
    const nothing = {
      scores: { count: 0, sum: 0, squareSum: 0 },
      latencyMsP50: null,
      meanCostUsd: null,
      meanOutputTokens: null,
    };
    runtime.routeHistory = {
      get: () => ({ revision: 0, ofTask: () => nothing, overall: () => nothing }),
      refresh: async () => {},
      reload: async () => {},
      stop: () => {},
    };
    Object.assign(runtime, { holdouts: { refresh: async () => {} } });
    runtime.recorder = {
      open: () => {},
      settle: () => {},
      accept: () => {},
      flush: async () => {},
      stats: () => ({ pending: 0, unstored: 0, rejected: 0, lastError: null }),
      stop: async () => {},
    };
    onTestFinished(() => runtime.registry.stop());
    ctx = await seededCtx(runtime);
  });

  async function* tickets() {
    yield new TextEncoder().encode("text,category\nhello,a\nbye,b\n");
  }

  /** What loading leaves, without the training itself. */
  async function fill(): Promise<void> {
    await createTask(ctx, {
      slug: DEMO_TASK,
      name: "Demo",
      description: "",
      kind: "classification",
      category: "language",
    });
    for (const task of [DEMO_TASK, OWN_TASK]) {
      await importDataset(ctx, { task }, tickets());
      await insertExecutions(database.db, [executionRecord(ctx.organizationId, { taskSlug: task })]);
    }
  }

  const datasets = async () => (await listDatasets(ctx, { limit: 10 })).items.map(({ task }) => task);
  const executions = async () => (await listExecutions(ctx, { limit: 10 })).items.map(({ taskSlug }) => taskSlug);
  const hasTask = async () => (await listTasks(ctx, { limit: 200 })).items.some(({ slug }) => slug === DEMO_TASK);

  it("goes with everything of it and nothing else, and can be removed twice", async () => {
    await fill();
    const before = (await listTasks(ctx, { limit: 200 })).items.length;
    expect(await getDemo(ctx)).toMatchObject({ isLoaded: true });
    expect(await removeDemo(ctx)).toMatchObject({ isLoaded: false });
    expect(await datasets()).toEqual([OWN_TASK]);
    expect(await executions()).toEqual([OWN_TASK]);
    expect(await hasTask()).toBe(false);
    expect((await listTasks(ctx, { limit: 200 })).items.length).toBe(before - 1);
    await expect(removeDemo(ctx)).resolves.toMatchObject({ isLoaded: false });
  });

  it("can be removed while it is being loaded, and loaded anew", async () => {
    await loadDemo(ctx);
    await expect(loadDemo(ctx)).rejects.toMatchObject({ code: "conflict" });
    expect(await removeDemo(ctx)).toMatchObject({ isLoaded: false, loading: { status: "cancelled" } });
    await expect(loadDemo(ctx)).resolves.toMatchObject({ loading: { status: "queued" } });
  });

  it("refuses a viewer", async () => {
    const viewer = testCtx(ctx.runtime, ctx.organizationId, "viewer");
    await expect(loadDemo(viewer)).rejects.toMatchObject({ code: "forbidden" });
    await expect(removeDemo(viewer)).rejects.toMatchObject({ code: "forbidden" });
  });
});
