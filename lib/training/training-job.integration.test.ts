import { afterAll, afterEach, beforeAll, beforeEach, expect, it, vi } from "vitest";
import type { Ctx } from "@/lib/platform/ctx";
import { describeEachDatabase, type TestDatabase } from "@/lib/platform/db/test-database";
import { createJobRunner, type JobContext, type JobHandler, type JobRunner } from "@/lib/platform/jobs";
import { listModelVersions } from "@/lib/registry";
import { registryRuntime, seededCtx } from "@/lib/registry/test-registry";
import { importDataset } from "./import-dataset";
import { StartTrainingInput, type TrainingRun } from "./schemas";
import { startTraining, TRAINING_JOB } from "./start-training";
import { trainingJob } from "./training-job";
import { cancelTrainingRun, getTrainingRun } from "./training-runs";

const TASK = "ticket_classification";
const CSV = `text,category\n${Array.from({ length: 40 }, (_, index) => `word${index % 2} and ${index},c${index % 2}`).join("\n")}\n`;

/** Two numbers that tell the labels apart, in place of sentence vectors. */
const vectorOf = (text: string) => Float32Array.of(text.startsWith("word0") ? 1 : 0, text.startsWith("word1") ? 1 : 0);

async function* csv(): AsyncGenerator<Uint8Array> {
  yield new TextEncoder().encode(CSV);
}

describeEachDatabase("the training job", (open) => {
  let database: TestDatabase;
  let ctx: Ctx;
  let runner: JobRunner;
  /** What happens when the vectors are timed, which is after the training and before the publishing. */
  let whileMeasuring: () => Promise<unknown>;

  beforeAll(async () => {
    database = await open();
  });
  afterAll(() => database.close());
  beforeEach(async () => {
    const runtime = registryRuntime(database.db);
    ctx = await seededCtx(runtime);
    whileMeasuring = async () => {};
    await importDataset(ctx, { task: TASK }, csv());
  });
  afterEach(async () => {
    await runner.stop(1_000);
    await ctx.runtime.registry.stop();
    await database.db.job.deleteMany({});
  });

  const job = trainingJob({
    embed: async (texts) => texts.map(vectorOf),
    embedMeasured: async (texts) => {
      await whileMeasuring();
      return texts.map((text) => ({ vector: vectorOf(text), cpuMs: 7 }));
    },
  });

  async function begin(change: (context: JobContext) => JobContext = (context) => context): Promise<TrainingRun> {
    const handler: JobHandler = (context) => job(change(context));
    runner = createJobRunner(ctx.runtime, { handlers: { [TRAINING_JOB]: handler }, pollMs: 20, cancelPollMs: 20 });
    const run = await startTraining(ctx, StartTrainingInput.parse({ task: TASK, classifiers: ["nb", "encoder"] }));
    runner.start();
    return run;
  }

  const until = (id: string, status: TrainingRun["status"]) =>
    vi.waitFor(async () => expect(await getTrainingRun(ctx, id)).toMatchObject({ status }), { timeout: 20_000 });
  const published = async () =>
    (await listModelVersions(ctx, { task: TASK })).items.map(({ modelSlug }) => modelSlug).toSorted();

  it("publishes what it trained and measured, the making of the vector included", async () => {
    const { id } = await begin();
    await until(id, "succeeded");
    expect(await published()).toEqual(["local/encoder", "local/nb"]);
    const { results } = await getTrainingRun(ctx, id);
    expect(results?.find(({ classifier }) => classifier === "encoder")?.predictionMsP95).toBeGreaterThan(7);
  });

  it("publishes nothing when it is cancelled before the first model is out", async () => {
    let isAsked = false;
    whileMeasuring = async () => {
      if (!isAsked) {
        isAsked = true;
        await cancelTrainingRun(ctx, id);
      }
    };
    const { id } = await begin();
    await until(id, "cancelled");
    expect(await published()).toEqual([]);
    expect(await getTrainingRun(ctx, id)).toMatchObject({ results: null, isCancelRequested: true });
  });

  it("publishes every model, and says so, when it is cancelled after the first one", async () => {
    const leaving = new AbortController();
    const { id } = await begin((context) => ({
      ...context,
      signal: leaving.signal,
      progress: (progress) => {
        context.progress(progress);
        if (progress.step === "Publishing the models" && progress.done === 1) leaving.abort(new Error("cancelled"));
      },
    }));
    await until(id, "succeeded");
    expect(leaving.signal.aborted).toBe(true);
    expect(await published()).toEqual(["local/encoder", "local/nb"]);
  });

  it("stops publishing when another process has taken the run over", async () => {
    let publishing = 0;
    const { id } = await begin((context) => ({
      ...context,
      requireLease: async (tx) => {
        await context.requireLease(tx);
        // What another process does when it takes the job; the first model still has the old fence.
        if (++publishing === 1) await tx.$executeRaw`update jobs set fence = fence + 1 where id = ${context.id}::uuid`;
      },
    }));
    await vi.waitFor(async () => expect(await published()).toEqual(["local/nb"]), { timeout: 20_000 });
    await runner.stop(5_000);
    expect(publishing).toBe(1);
    expect(await published()).toEqual(["local/nb"]);
    expect(await getTrainingRun(ctx, id)).toMatchObject({ status: "running", results: null });
  });
});
