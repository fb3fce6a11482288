import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { Ctx } from "@/lib/platform/ctx";
import { describeEachDatabase, type TestDatabase } from "@/lib/platform/db/test-database";
import { testCtx } from "@/lib/platform/test-runtime";
import { registryRuntime, seededCtx } from "@/lib/registry/test-registry";
import { deleteTaskTraining } from "./delete-task-training";
import { deleteOrphanedExamples, selectExamples } from "./dataset-store";
import { importDataset } from "./import-dataset";
import { listDatasets } from "./list-datasets";
import { ListDatasetsQuery, StartTrainingInput } from "./schemas";
import { startTraining } from "./start-training";
import { listTrainingRuns } from "./training-runs";

const TASK = "ticket_classification";

async function* bytesOf(...parts: string[]): AsyncGenerator<Uint8Array> {
  for (const part of parts) yield new TextEncoder().encode(part);
}

const csv = (count: number, classes = 3) =>
  `text,category\n${Array.from({ length: count }, (_, index) => `"text, ${index}",c${index % classes}`).join("\n")}\n`;

describeEachDatabase("importDataset", (open) => {
  let database: TestDatabase;
  let ctx: Ctx;
  let stranger: Ctx;

  beforeAll(async () => {
    database = await open();
  });
  afterAll(() => database.close());
  beforeEach(async () => {
    const runtime = registryRuntime(database.db);
    ctx = await seededCtx(runtime);
    stranger = await seededCtx(runtime);
    await runtime.registry.stop();
  });

  const importCsv = (...parts: string[]) => importDataset(ctx, { task: TASK }, bytesOf(...parts));
  const list = async (by = ctx) => (await listDatasets(by, ListDatasetsQuery.parse({}))).items;
  const storedExamples = () => database.db.trainingExample.count({ where: { organizationId: ctx.organizationId } });
  const start = (input: object = {}, by = ctx) => startTraining(by, StartTrainingInput.parse({ task: TASK, ...input }));

  it("stores the rows in order and reports with their lines those that cannot be used", async () => {
    const dataset = await importCsv("text,category\nhello,a\n", ",a\nhello,a\nbye", ",b\n");
    expect(dataset).toMatchObject({ rowCount: 2, labelCount: 2, rejected: { count: 2 } });
    expect(dataset.rejected.rows.map(({ line }) => line)).toEqual([3, 4]);
    expect(await selectExamples(ctx, dataset.id)).toEqual([
      { text: "hello", label: "a" },
      { text: "bye", label: "b" },
    ]);
    expect(await list()).toEqual([dataset]);
  });

  it("reads back many batches whole, and gives the same rows the same checksum", async () => {
    const first = await importCsv(csv(6_001));
    expect((await selectExamples(ctx, first.id)).length).toBe(6_001);
    const again = await importCsv(csv(6_001));
    expect(again.checksum).toBe(first.checksum);
  });

  it.each([
    ["a file of another kind", "a,b\n1,2\n", /must name the columns/],
    ["an empty file", "", /empty/],
    ["a header without rows", "text,category\n", /No row can be used/],
    ["no usable row", "text,category\n,a\n,b\n", /No row can be used. Line 2: has no text/],
  ])("says what is wrong with %s, and keeps nothing", async (_, text, message) => {
    await expect(importCsv(text)).rejects.toMatchObject({
      code: "invalid_input",
      message: expect.stringMatching(message),
    });
    expect(await list()).toEqual([]);
    expect(await storedExamples()).toBe(0);
  });

  it("keeps nothing when the client goes away half-way", async () => {
    async function* broken() {
      yield* bytesOf(csv(2_500));
      throw new Error("the client went away");
    }
    await expect(importDataset(ctx, { task: TASK }, broken())).rejects.toThrow(/went away/);
    const leaving = new AbortController();
    async function* aborted() {
      yield* bytesOf(csv(2_500));
      leaving.abort();
      yield* bytesOf("more,a\n");
    }
    await expect(importDataset({ ...ctx, signal: leaving.signal }, { task: TASK }, aborted())).rejects.toThrow();
    expect(await list()).toEqual([]);
    expect(await storedExamples()).toBe(0);
  });

  it("refuses 60 MB with the limit in the message, and keeps nothing", async () => {
    async function* huge() {
      yield* bytesOf("text,category\n");
      const line = `${"x".repeat(15_000)},a\n`;
      for (let chunk = 0; chunk < 60; chunk++) {
        yield* bytesOf(Array.from({ length: 66 }, (_, index) => `${chunk}-${index} ${line}`).join(""));
      }
    }
    const refused = importDataset(ctx, { task: TASK }, huge());
    await expect(refused).rejects.toMatchObject({ code: "too_large", message: expect.stringContaining("50 MB") });
    expect(await storedExamples()).toBe(0);
  });

  it("removes what a killed import left, and no import that is under way", async () => {
    const kept = await importCsv(csv(5));
    await database.db.dataset.deleteMany({ where: { organizationId: ctx.organizationId, id: kept.id } });
    await deleteOrphanedExamples(database.db, new Date(Date.now() - 3_600_000));
    expect(await storedExamples()).toBe(5);
    await deleteOrphanedExamples(database.db, new Date(Date.now() + 3_600_000));
    expect(await storedExamples()).toBe(0);
  });

  it("refuses a viewer, and a task that does not learn from labels", async () => {
    const viewer = testCtx(ctx.runtime, ctx.organizationId, "viewer");
    await expect(importDataset(viewer, { task: TASK }, bytesOf(csv(3)))).rejects.toMatchObject({ code: "forbidden" });
    await expect(start({}, viewer)).rejects.toMatchObject({ code: "forbidden" });
    await expect(deleteTaskTraining(viewer, TASK)).rejects.toMatchObject({ code: "forbidden" });
    await expect(importDataset(ctx, { task: "semantic_search" }, bytesOf(csv(3)))).rejects.toMatchObject({
      code: "invalid_input",
    });
  });

  describe("startTraining", () => {
    it("says what is missing: examples, or a second category", async () => {
      await expect(start()).rejects.toMatchObject({
        code: "invalid_input",
        message: expect.stringContaining("import a CSV"),
      });
      await importCsv(csv(5, 1));
      await expect(start()).rejects.toMatchObject({
        code: "invalid_input",
        message: expect.stringContaining("one category only"),
      });
    });

    it("refuses more rows than this server holds in memory, and says what to do", async () => {
      await importCsv(csv(12));
      const { environment } = ctx.runtime;
      const small: Ctx = { ...ctx, runtime: { ...ctx.runtime, environment: { ...environment, maxTrainingRows: 11 } } };
      await expect(start({}, small)).rejects.toMatchObject({
        code: "invalid_input",
        field: "datasetId",
        message: expect.stringMatching(/has 12 rows.*at most 11.*GYM_MAX_TRAINING_ROWS/),
      });
      expect((await listTrainingRuns(ctx, { limit: 10 })).items).toEqual([]);
    });

    it("knows no dataset of another organization", async () => {
      const { id } = await importCsv(csv(10));
      await expect(start({ datasetId: id }, stranger)).rejects.toMatchObject({ code: "not_found" });
      expect(await list(stranger)).toEqual([]);
    });

    it("starts one of two runs that are asked for at once, and tells the other that it is under way", async () => {
      await importCsv(csv(10));
      const both = await Promise.allSettled([start(), start()]);
      expect(both.map(({ status }) => status).toSorted()).toEqual(["fulfilled", "rejected"]);
      expect(both.find(({ status }) => status === "rejected")).toMatchObject({ reason: { code: "conflict" } });
    });

    it("leaves other tasks and organizations alone when a task's training is deleted", async () => {
      await importCsv(csv(10));
      await start();
      await importDataset(stranger, { task: TASK }, bytesOf(csv(4)));
      await deleteTaskTraining(ctx, TASK);
      expect(await list()).toEqual([]);
      expect(await storedExamples()).toBe(0);
      expect((await listTrainingRuns(ctx, { limit: 10 })).items).toEqual([]);
      expect(await database.db.job.count({ where: { organizationId: ctx.organizationId } })).toBe(0);
      expect((await list(stranger)).length).toBe(1);
      await importCsv(csv(10));
      await expect(start()).resolves.toMatchObject({ status: "queued" });
    });
  });
});
