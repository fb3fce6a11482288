import { afterAll, afterEach, beforeAll, beforeEach, expect, it, vi } from "vitest";
import { deployModelVersion, rollBackModelVersion } from "@/lib/deployments";
import { DeployInput } from "@/lib/deployments/schemas";
import { addModel, startTestGateway, type TestGateway } from "@/lib/gateway/test-gateway";
import { runTask } from "@/lib/gateway";
import { RunInput } from "@/lib/gateway/schemas";
import { openTestDatabase, type TestDatabase } from "@/lib/platform/db/test-database";
import { createJobRunner, type JobRunner } from "@/lib/platform/jobs";
import { isFinished } from "@/lib/platform/jobs/schemas";
import { testCtx } from "@/lib/platform/test-runtime";
import { getModel, listModelVersions, statePrice } from "@/lib/registry";
import { StatePriceInput } from "@/lib/registry/schemas";
import {
  cancelTrainingRun,
  estimateTuning,
  FEW_SHOT_JOB,
  fewShotJob,
  FINE_TUNE_JOB,
  fineTuneJob,
  getTrainingRun,
  importDataset,
  startTraining,
} from "@/lib/training";
import { EstimateTuningQuery, ImportQuery, StartTrainingInput, type TrainingRun } from "@/lib/training/schemas";

const TASK = "ticket_classification";
const SUBJECTS = ["invoice", "parcel", "password"];
/** Words of one subject never occur with another one, so that likeness decides. */
const rowOf = (index: number) => {
  const subject = SUBJECTS[index % 3]!;
  return `my ${subject} ${subject}${index % 7} number ${index},about_${subject}s`;
};
const csv = (rows: number) => `text,category\n${Array.from({ length: rows }, (_, index) => rowOf(index)).join("\n")}\n`;
async function* bytes(text: string): AsyncGenerator<Uint8Array> {
  yield new TextEncoder().encode(text);
}

/** One number for each subject, in place of sentence vectors. */
const vectorOf = (text: string) => Float32Array.from(SUBJECTS, (subject) => (text.includes(subject) ? 1 : 0));
const embedder = { embed: async (texts: readonly string[]) => texts.map(vectorOf) };
const PATIENCE = { pollMs: 15, maxPollMs: 40, outageMs: 3_000 };

let database: TestDatabase;
let gateway: TestGateway;
let runner: JobRunner;
let model: string;

beforeAll(async () => {
  database = await openTestDatabase("embedded");
});
afterAll(() => database.close());
beforeEach(async () => {
  gateway = await startTestGateway(database);
  model = await addModel(gateway, "sim-label");
  await importDataset(gateway.ctx, ImportQuery.parse({ task: TASK }), bytes(csv(60)));
  runner = newRunner();
  runner.start();
});
afterEach(async () => {
  await runner.stop(1_000);
  await gateway.close();
  await database.db.job.deleteMany({});
});

const newRunner = () =>
  createJobRunner(gateway.runtime, {
    handlers: { [FEW_SHOT_JOB]: fewShotJob(embedder), [FINE_TUNE_JOB]: fineTuneJob(embedder, PATIENCE) },
    pollMs: 20,
    cancelPollMs: 20,
  });
const start = (input: object) => startTraining(gateway.ctx, StartTrainingInput.parse({ task: TASK, ...input }));
const until = async (id: string, status: TrainingRun["status"]): Promise<TrainingRun> => {
  const over = () => vi.waitFor(async () => expect(await isOver(id)).toBe(true), { timeout: 20_000, interval: 30 });
  await over();
  const run = await getTrainingRun(gateway.ctx, id);
  expect([run.status, status === "failed" ? null : run.error]).toEqual([status, null]);
  return run;
};
const isOver = async (id: string) => isFinished((await getTrainingRun(gateway.ctx, id)).status);
const untilState = (id: string, state: string) =>
  vi.waitFor(async () => expect((await getTrainingRun(gateway.ctx, id)).tuning?.state).toBe(state), {
    timeout: 5_000,
    interval: 10,
  });
const classify = (input: string, changes: object = {}) =>
  runTask(gateway.ctx, RunInput.parse({ task: TASK, input, ...changes }));
const job = () => [...gateway.simulator.fineTuning.jobs.values()].at(-1)!;

it("a chat model learns a classification from chosen examples, serves it, and is rolled back like any other", async () => {
  const { id } = await start({ fewShot: { model, examples: 6, measured: 30 } });
  const run = await until(id, "succeeded");
  expect(run).toMatchObject({ method: "few_shot", baseModel: model, classifiers: [] });
  const [result] = run.results!;
  expect(result).toMatchObject({ classifier: "few_shot", model, outcome: { kind: "serving" }, ece: null });
  expect(result!.accuracy).toBeGreaterThan(0.95);
  const tried = result!.fewShot!.tried;
  expect(tried.map(({ choice }) => choice).slice(0, 2)).toEqual(["labels", "diverse"]);
  expect(tried.filter(({ isChosen }) => isChosen)).toHaveLength(1);
  expect(result!.fewShot!.costUsd).not.toBe(undefined);
  expect(run.fewShot!.callCount).toBe(result!.fewShot!.callCount);

  const answer = await classify("where is my parcel number 1234");
  expect(answer).toMatchObject({ output: "about_parcels", label: "about_parcels", confidence: null });
  expect(answer.execution.model).toBe(model);

  const again = await until((await start({ fewShot: { model, examples: 0, measured: 30 } })).id, "succeeded");
  const [bare] = again.results!;
  expect(bare).toMatchObject({ version: "1.1.0", outcome: { kind: "serving" } });
  await rollBackModelVersion(gateway.ctx, bare!.modelVersionId, { reason: "the examples were better" });
  const { items } = await listModelVersions(gateway.ctx, { task: TASK, model, status: "active" });
  expect(items.map(({ version }) => version)).toEqual(["1.0.0"]);
});

it("a chat model that has no version is no classifier, and one whose answer is no label is not believed", async () => {
  await expect(classify("my parcel")).rejects.toMatchObject({
    message: expect.stringContaining("No model can serve") as string,
  });
  const talker = "simulator/sim-instant";
  const run = await until((await start({ fewShot: { model: talker, examples: 2, measured: 30 } })).id, "succeeded");
  expect(run.results![0]).toMatchObject({ accuracy: 0 });
  await expect(classify("my parcel")).rejects.toMatchObject({
    message: expect.stringContaining("none of the task's 3 labels") as string,
  });
});

it("choosing examples stops at its spend cap and says so", async () => {
  await statePrice(
    gateway.ctx,
    model,
    StatePriceInput.parse({ price: { inputPerMillion: 1_000, outputPerMillion: 1_000 } }),
  );
  const { id } = await start({ fewShot: { model, examples: 4, measured: 30, maxCostUsd: 0.2 } });
  const run = await until(id, "failed");
  expect(run.error?.message).toContain("raise the spend cap");
  // Calls that are under way when the cap is reached are still paid.
  expect(run.fewShot!.costUsd).toBeGreaterThan(0.1);
  expect(run.fewShot!.costUsd).toBeLessThan(0.6);
});

it("fine-tuning uploads, starts, follows, measures and publishes, and the model is its provider's", async () => {
  const { id } = await start({ fineTune: { model, epochs: 2, measured: 30 } });
  const run = await until(id, "succeeded");
  expect(run.tuning).toMatchObject({ state: "succeeded", model: expect.stringMatching(/^ft:sim-label:/) as string });
  expect(run.tuning!.trainedTokens).toBeGreaterThan(0);
  expect(run.tuning!.events.map(({ message }) => message).join()).toContain("running");
  const [result] = run.results!;
  expect(result).toMatchObject({
    classifier: "fine_tune",
    version: "1.0.0",
    trainCount: 48,
    outcome: { kind: "serving" },
  });
  expect(result!.accuracy).toBeGreaterThan(0.95);
  const registered = await getModel(gateway.ctx, result!.model);
  expect(registered).toMatchObject({ providerSlug: "simulator", kind: "classifier", price: null });
  expect(job()).toMatchObject({ epochs: 2, model: "sim-label" });
  const lines = job().file.text.split("\n");
  expect(lines).toHaveLength(48);
  expect(JSON.parse(lines[0]!)).toMatchObject({
    messages: [{ role: "system" }, { role: "user" }, { role: "assistant" }],
  });

  const answer = await classify("where is my password number 99");
  expect(answer).toMatchObject({ label: "about_passwords", execution: { model: result!.model } });

  const second = await until((await start({ fineTune: { model, measured: 30 } })).id, "succeeded");
  expect(second.results![0]).toMatchObject({ model: result!.model, version: "1.1.0" });
  await deployModelVersion(gateway.ctx, result!.modelVersionId, DeployInput.parse({ strategy: "immediate" })).catch(
    (error: unknown) => expect(error).toMatchObject({ code: "conflict" }),
  );
});

it("fine-tuning waits as long as the provider asks, and outlives refusals", async () => {
  gateway.simulator.fineTuning.refusals = 1;
  const began = performance.now();
  const { id } = await start({ fineTune: { model, measured: 30 } });
  await until(id, "succeeded");
  expect(performance.now() - began).toBeGreaterThan(1_000);
  expect(gateway.simulator.fineTuning.jobs.size).toBe(1);
});

it("a fine-tuning that fails says why, in the provider's words, and publishes nothing", async () => {
  gateway.simulator.fineTuning.failNext("The job failed due to a moderation check");
  const failed = await until((await start({ fineTune: { model } })).id, "failed");
  expect(failed.error?.message).toContain("The job failed due to a moderation check");
  expect((await listModelVersions(gateway.ctx, { task: TASK })).items).toEqual([]);

  gateway.simulator.fineTuning.stepMs = 1_000;
  const { id } = await start({ fineTune: { model } });
  await untilState(id, "validating_files");
  gateway.simulator.fineTuning.forget(job().id);
  expect((await until(id, "failed")).error?.message).toContain("knows no job");
});

it("a fine-tuning goes on where it was when its process has gone, and is started once", async () => {
  gateway.simulator.fineTuning.stepMs = 400;
  const { id } = await start({ fineTune: { model, measured: 30 } });
  await untilState(id, "running");
  await runner.stop(1_000);
  expect(gateway.simulator.fineTuning.cancelled).toEqual([]);
  runner = newRunner();
  runner.start();
  await until(id, "succeeded");
  expect([gateway.simulator.fineTuning.files.size, gateway.simulator.fineTuning.jobs.size]).toEqual([1, 1]);
});

it("a process that died after the provider took the job, and before it was noted, does not start it again", async () => {
  await runner.stop(1_000);
  const { create: real } = gateway.runtime.fineTuning;
  let isLost = true;
  gateway.runtime.fineTuning.create = async (call, wanted) => {
    const started = await real(call, wanted);
    if (!isLost) return started;
    isLost = false;
    throw new Error("The process died");
  };
  runner = newRunner();
  runner.start();
  const first = await start({ fineTune: { model, measured: 30 } });
  await until(first.id, "failed");
  await database.db.$executeRaw`update jobs set status = 'queued', error = null, finished_at = null`;
  gateway.runtime.fineTuning.create = real;
  await until(first.id, "succeeded");
  expect(gateway.simulator.fineTuning.jobs.size).toBe(1);
});

it("cancelling a fine-tuning cancels it at the provider, also while no process holds it", async () => {
  gateway.simulator.fineTuning.stepMs = 5_000;
  const first = await start({ fineTune: { model } });
  await untilState(first.id, "validating_files");
  await cancelTrainingRun(gateway.ctx, first.id);
  await until(first.id, "cancelled");
  await vi.waitFor(() => expect(gateway.simulator.fineTuning.cancelled).toEqual([job().id]));

  const second = await start({ fineTune: { model } });
  await untilState(second.id, "validating_files");
  await runner.stop(1_000);
  expect((await cancelTrainingRun(gateway.ctx, second.id)).tuning?.state).toBe("cancelled");
  expect(gateway.simulator.fineTuning.cancelled).toHaveLength(2);
});

it("what cannot be trained is refused before anything is uploaded or paid", async () => {
  const refused = (input: object) =>
    start(input).then(
      () => null,
      (error: { message: string }) => error.message,
    );
  expect(await refused({ fineTune: { model: "local/nb" } })).toContain("no chat model");
  expect(await refused({ fewShot: { model: "openai/none-such" } })).toContain("There is no model");
  expect(await refused({ task: "general_chat", fewShot: { model } })).toContain("learn classifications");
  await importDataset(gateway.ctx, ImportQuery.parse({ task: TASK }), bytes(csv(12)));
  expect(await refused({ fineTune: { model } })).toContain(
    "needs at least 10 examples to learn from, and of these 12 only 9",
  );
  expect(StartTrainingInput.safeParse({ task: TASK, classifiers: ["nb"], fewShot: { model } }).success).toBe(false);
  await expect(
    startTraining(
      testCtx(gateway.runtime, gateway.ctx.organizationId, "viewer"),
      StartTrainingInput.parse({ task: TASK, fineTune: { model } }),
    ),
  ).rejects.toMatchObject({ code: "forbidden" });
  expect(gateway.simulator.fineTuning.requests).toBe(0);
});

it("an estimate tells examples, tokens and, with a price, the cost", async () => {
  const ask = (more: object) => estimateTuning(gateway.ctx, EstimateTuningQuery.parse({ task: TASK, model, ...more }));
  const unpriced = await ask({});
  expect(unpriced).toMatchObject({
    trainCount: 48,
    heldOutCount: 12,
    epochs: 3,
    isEpochsAsked: false,
    costUsd: null,
    problem: null,
  });
  const priced = await ask({ epochs: "4", pricePerMillion: "3" });
  expect(priced.trainedTokens).toBe(priced.tokensPerEpoch * 4);
  expect(priced.costUsd).toBeCloseTo((priced.trainedTokens / 1e6) * 3, 9);
  await importDataset(gateway.ctx, ImportQuery.parse({ task: TASK }), bytes(csv(9)));
  expect((await ask({})).problem).toContain("import at least 13");
});
