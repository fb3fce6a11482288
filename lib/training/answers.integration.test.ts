import { afterAll, afterEach, beforeAll, beforeEach, expect, it, vi } from "vitest";
import type { Ctx } from "@/lib/platform/ctx";
import { describeEachDatabase, type TestDatabase } from "@/lib/platform/db/test-database";
import { createJobRunner, type JobRunner } from "@/lib/platform/jobs";
import { testCtx } from "@/lib/platform/test-runtime";
import { parseClassifier } from "@/lib/providers";
import { registryRuntime, seededCtx } from "@/lib/registry/test-registry";
import { addExamples } from "./add-examples";
import { listModelVersions, loadArtefact } from "@/lib/registry";
import { AddExamplesInput } from "./example-schemas";
import { importDataset } from "./import-dataset";
import { StartTrainingInput } from "./schemas";
import { startTraining, TRAINING_JOB } from "./start-training";
import { trainingJob } from "./training-job";
import { getTrainingRun } from "./training-runs";

const TASK = "ticket_suggestion";
/** As long as they may be. */
const ANSWERS = [
  "Ask for a new link and open only the newest mail.",
  "Every invoice is a PDF under Settings, Billing.",
].map((answer) => answer.padEnd(600, "."));
const TICKETS = Array.from({ length: 40 }, (_, index) => ({
  text: `${index % 2 === 0 ? "login" : "invoice"} trouble ${index}`,
  answer: ANSWERS[index % 2]!,
}));
const vectorOf = (text: string) => Float32Array.of(text.startsWith("login") ? 1 : 0, text.startsWith("login") ? 0 : 1);

async function* csv(rows: readonly { text: string; answer: string }[] = TICKETS): AsyncGenerator<Uint8Array> {
  const lines = rows.map(({ text, answer }) => `"${text}","${answer}"`);
  yield new TextEncoder().encode(["text,resolution", ...lines].join("\n"));
}

describeEachDatabase("a task whose labels are answers", (open) => {
  let database: TestDatabase;
  let ctx: Ctx;
  let runner: JobRunner | null = null;

  beforeAll(async () => {
    database = await open();
  });
  afterAll(() => database.close());
  beforeEach(async () => {
    ctx = await seededCtx(registryRuntime(database.db));
  });
  afterEach(async () => {
    await runner?.stop(1_000);
    runner = null;
    await ctx.runtime.registry.stop();
    await database.db.job.deleteMany({});
  });

  const start = (input: object = {}) => startTraining(ctx, StartTrainingInput.parse({ task: TASK, ...input }));

  it("learns resolved tickets, and answers a new one with the resolution of those alike", async () => {
    await importDataset(ctx, { task: TASK }, csv());
    const run = await start();
    expect(run.classifiers).toEqual(["nearest"]);
    const job = trainingJob({
      embed: async (texts) => texts.map(vectorOf),
      embedMeasured: async (texts) => texts.map((text) => ({ vector: vectorOf(text), cpuMs: 7 })),
    });
    runner = createJobRunner(ctx.runtime, { handlers: { [TRAINING_JOB]: job }, pollMs: 20, cancelPollMs: 20 });
    runner.start();
    await vi.waitFor(async () => expect(await getTrainingRun(ctx, run.id)).toMatchObject({ status: "succeeded" }), {
      timeout: 20_000,
    });
    const { results } = await getTrainingRun(ctx, run.id);
    expect(results).toMatchObject([{ classifier: "nearest", accuracy: 1, outcome: { kind: "serving" } }]);
    const [version] = (await listModelVersions(ctx, { task: TASK })).items;
    expect(version).toMatchObject({ modelSlug: "local/nearest", status: "active", labels: ANSWERS.toSorted() });
    const model = parseClassifier(
      await loadArtefact(ctx.db, { organizationId: ctx.organizationId, sha256: version!.artefactSha256 }),
    );
    const answer = model.predict({ text: "login again", embedding: vectorOf("login again") });
    expect(answer.label).toBe(ANSWERS[0]);
    expect(answer.evidence?.every(({ text, label }) => text.startsWith("login") && label === ANSWERS[0])).toBe(true);
  });

  it("is looked up only: other models are refused, and so are tasks that answer nothing", async () => {
    await importDataset(ctx, { task: TASK }, csv());
    await expect(start({ classifiers: ["nearest", "nb"] })).rejects.toMatchObject({
      code: "invalid_input",
      field: "classifiers",
    });
    await expect(importDataset(ctx, { task: "semantic_search" }, csv())).rejects.toMatchObject({
      code: "invalid_input",
      field: "task",
    });
  });

  it("takes answers of 600 characters, where a label has at most 200", async () => {
    const long = TICKETS.map(({ text, answer }) => ({ text, answer: answer.padEnd(600, "x") }));
    const tooLong = TICKETS.map(({ text, answer }) => ({ text, answer: answer.padEnd(601, "x") }));
    await expect(importDataset(ctx, { task: TASK }, csv(long))).resolves.toMatchObject({ rowCount: 40 });
    await expect(importDataset(ctx, { task: TASK }, csv(tooLong))).rejects.toThrow("600");
    await expect(importDataset(ctx, { task: "ticket_classification" }, csv(long))).rejects.toThrow("200");
    const example = (task: string, label: string) =>
      addExamples(ctx, AddExamplesInput.parse({ task, examples: [{ text: "login again", label }] }));
    await expect(example(TASK, "y".repeat(600))).resolves.toMatchObject({ added: 1 });
    await expect(example("ticket_classification", "y".repeat(201))).rejects.toMatchObject({ code: "invalid_input" });
  });

  it("refuses a viewer", async () => {
    const viewer = testCtx(ctx.runtime, ctx.organizationId, "viewer");
    await expect(importDataset(viewer, { task: TASK }, csv())).rejects.toMatchObject({ code: "forbidden" });
    await expect(startTraining(viewer, StartTrainingInput.parse({ task: TASK }))).rejects.toMatchObject({
      code: "forbidden",
    });
  });
});
