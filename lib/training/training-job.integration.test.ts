import { afterAll, afterEach, beforeAll, beforeEach, expect, it, vi } from "vitest";
import type { Ctx } from "@/lib/platform/ctx";
import { describeEachDatabase, type TestDatabase } from "@/lib/platform/db/test-database";
import { createJobRunner, type JobContext, type JobHandler, type JobRunner } from "@/lib/platform/jobs";
import { listModelVersions } from "@/lib/registry";
import { registryRuntime, seededCtx } from "@/lib/registry/test-registry";
import { compareVersions, describeVersion } from "./describe-version";
import { loadAnswers, storeAnswers } from "./held-out-store";
import { importDataset } from "./import-dataset";
import { listVersionAnswers } from "./list-version-answers";
import { ListVersionAnswersQuery, StartTrainingInput, type TrainingRun } from "./schemas";
import { startTraining, TRAINING_JOB } from "./start-training";
import { csvOf, TEST_CSV, TEST_EMBEDDER } from "./test-training";
import { trainingJob } from "./training-job";
import { cancelTrainingRun, getTrainingRun } from "./training-runs";

const TASK = "ticket_classification";
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
    await importDataset(ctx, { task: TASK }, csvOf());
  });
  afterEach(async () => {
    await runner.stop(1_000);
    await ctx.runtime.registry.stop();
    await database.db.job.deleteMany({});
  });

  const job = trainingJob({
    embed: TEST_EMBEDDER.embed,
    embedMeasured: async (texts) => {
      await whileMeasuring();
      return TEST_EMBEDDER.embedMeasured(texts);
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

  it("keeps a version that does not beat its parent, and says so", async () => {
    const first = await begin();
    await until(first.id, "succeeded");
    const { results: before } = await getTrainingRun(ctx, first.id);
    expect(before?.map(({ outcome, comparison }) => [outcome?.kind, comparison?.verdict])).toEqual([
      ["serving", "first"],
      ["serving", "first"],
    ]);
    const again = StartTrainingInput.parse({
      task: TASK,
      classifiers: ["nb"],
      onlyIfBetter: true,
      learningCurve: true,
    });
    const second = await startTraining(ctx, again);
    await until(second.id, "succeeded");
    const { results } = await getTrainingRun(ctx, second.id);
    const [kept] = results ?? [];
    expect(kept).toMatchObject({
      outcome: { kind: "kept", deploymentId: null },
      comparison: { verdict: "not_better" },
    });
    expect(kept?.outcome?.reason).toContain("It is kept and serves nothing.");
    expect(kept?.curve?.at(-1)?.trainCount).toBe(kept?.trainCount);
    const { items } = await listModelVersions(ctx, { task: TASK, model: "local/nb", status: "active" });
    expect(items.map(({ version }) => version)).toEqual(["1.0.0"]);
  });

  it("tells of a version how it did, what it was compared with, and from which examples it came", async () => {
    const { id } = await begin();
    await until(id, "succeeded");
    const { results, datasetId } = await getTrainingRun(ctx, id);
    const version = await describeVersion(ctx, results![0]!.modelVersionId);
    expect(version).toMatchObject({
      status: "active",
      lineage: { run: { id }, dataset: { id: datasetId }, parent: null },
      comparison: { verdict: "first" },
      health: { status: "idle" },
      use: { allTime: { count: 0, costPerRequestUsd: null } },
    });
    expect(version.evaluation).toMatchObject({ count: results![0]!.validationCount, accuracy: results![0]!.accuracy });
    const both = { first: version.id, second: version.id };
    expect((await compareVersions(ctx, both)).comparison).toMatchObject({ count: version.evaluation?.count, p: 1 });
    const stranger = await seededCtx(ctx.runtime);
    await expect(describeVersion(stranger, version.id)).rejects.toMatchObject({ code: "not_found" });
  });

  it("shows every example that a version got wrong or answered otherwise than another, and where it came from", async () => {
    const first = await begin();
    await until(first.id, "succeeded");
    const [version] = (await getTrainingRun(ctx, first.id)).results!;
    const list = (id: string, query: object = {}) => listVersionAnswers(ctx, id, ListVersionAnswersQuery.parse(query));
    const { items: all } = await list(version!.modelVersionId);
    expect(all).toHaveLength(version!.validationCount);
    for (const { text, truth, position, origin } of all) {
      expect([TEST_CSV.split("\n")[position! + 1], origin]).toEqual([`${text},${truth}`, null]);
    }
    expect((await list(version!.modelVersionId, { show: "wrong" })).items).toEqual(
      all.filter(({ isRight }) => !isRight),
    );
    await expect(list(version!.modelVersionId, { show: "differs" })).rejects.toMatchObject({
      code: "invalid_input",
      message: expect.stringContaining("Nothing served before") as string,
    });

    // The same texts, every label exchanged: what was held out before is held out again, and the truth is another one.
    await importDataset(ctx, { task: TASK }, csvOf(TEST_CSV.replaceAll(/,c(?=\d)/g, ",d")));
    const input = StartTrainingInput.parse({ task: TASK, classifiers: ["nb"] });
    const second = await startTraining(ctx, input);
    await until(second.id, "succeeded");
    const [other] = (await getTrainingRun(ctx, second.id)).results!;
    const { items: apart } = await list(other!.modelVersionId, { against: version!.modelVersionId });
    expect(apart.length).toBeGreaterThan(0);
    expect(apart.every(({ other: said }) => said === null)).toBe(true);

    // A version that answers one label to everything.
    const { organizationId } = ctx;
    const wrong = await storeAnswers(
      ctx,
      all.map(({ text, truth, position }) => ({
        ...{ text: text!, truth, position: position!, predicted: "c0", confidence: 0.9 },
        ...{ alternatives: [], characters: 1, source: "import" },
      })),
    );
    const where = { organizationId_versionId: { organizationId, versionId: version!.modelVersionId } };
    const { predictionsSha256 } = await database.db.versionEvaluation.findUniqueOrThrow({ where });
    const encoder = (await getTrainingRun(ctx, first.id)).results!.find(({ classifier }) => classifier === "encoder")!;
    await database.db.versionEvaluation.update({
      where: { organizationId_versionId: { organizationId, versionId: encoder.modelVersionId } },
      data: { predictionsSha256: wrong },
    });
    const { items: differing } = await list(version!.modelVersionId, {
      show: "differs",
      against: encoder.modelVersionId,
    });
    const expected = all.filter(({ predicted }) => predicted !== "c0");
    expect(expected.length).toBeGreaterThan(0);
    expect(differing.map(({ text }) => text)).toEqual(expected.map(({ text }) => text));
    expect(differing.every(({ other: said }) => said?.predicted === "c0" && !said.isRight)).toBe(true);

    // A page at a time, the surest first.
    const page = await list(version!.modelVersionId, { limit: 3 });
    const rest = await list(version!.modelVersionId, { limit: 200, cursor: page.nextCursor! });
    expect([...page.items, ...rest.items]).toEqual(all);
    expect(all.map(({ confidence }) => confidence)).toEqual(
      all.map(({ confidence }) => confidence!).toSorted((a, b) => b - a),
    );
    expect((await loadAnswers(ctx, predictionsSha256)).every(({ position }) => position !== null)).toBe(true);
    const stranger = await seededCtx(ctx.runtime);
    await expect(
      listVersionAnswers(stranger, version!.modelVersionId, ListVersionAnswersQuery.parse({})),
    ).rejects.toMatchObject({ code: "not_found" });
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
