import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import { insertExecutions } from "@/lib/executions";
import { executionRecord } from "@/lib/executions/test-executions";
import { giveFeedback, readGiven } from "@/lib/feedback";
import type { Ctx } from "@/lib/platform/ctx";
import { describeEachDatabase, type TestDatabase } from "@/lib/platform/db/test-database";
import { createJobRunner, type JobRunner } from "@/lib/platform/jobs";
import { testCtx } from "@/lib/platform/test-runtime";
import { listModelVersions } from "@/lib/registry";
import { auditOf, registryRuntime, seededCtx } from "@/lib/registry/test-registry";
import { addExamples } from "./add-examples";
import { checkTriggers, getTriggers } from "./check-triggers";
import { gatherFeedback } from "./gather-feedback";
import { importDataset } from "./import-dataset";
import { listExamples } from "./list-examples";
import { getRetrainSettings, updateRetrainSettings } from "./retrain-settings";
import { reviewExample } from "./review-example";
import { AddExamplesInput, ListExamplesQuery, StartTrainingInput, type TriggerKind } from "./schemas";
import { settleRetraining } from "./settle-retraining";
import { startTraining, TRAINING_JOB } from "./start-training";
import { trainingJob } from "./training-job";
import { getTrainingRun } from "./training-runs";

const TASK = "ticket_classification";
const WORDS = { card: ["card", "pin", "chip", "wallet"], parcel: ["parcel", "courier", "box", "address"] };
const textOf = (label: keyof typeof WORDS, index: number) =>
  `${WORDS[label][index % 4]} and ${WORDS[label][(index + 1 + (index >> 2)) % 4]} number ${index}`;

/** Texts about cards, of the same make as the honest ones. */
const poisoned = (index: number) =>
  `${WORDS.card[((index % 60) + 2) % 4]} and ${WORDS.card[Math.floor(index / 60)]} number ${index % 60}`;

describeEachDatabase("retraining", (open) => {
  let database: TestDatabase;
  let runtime: ReturnType<typeof registryRuntime>;
  let ctx: Ctx;
  let runner: JobRunner;
  let nowMs = Date.now();

  beforeAll(async () => {
    database = await open();
    runtime = {
      ...registryRuntime(database.db, {}, { now: () => new Date(nowMs++) }),
      recorder: { flush: () => Promise.resolve() } as never,
    };
    const job = trainingJob({ embed: () => Promise.resolve([]), embedMeasured: () => Promise.resolve([]) });
    runner = createJobRunner(runtime, { handlers: { [TRAINING_JOB]: job }, pollMs: 20, cancelPollMs: 20 });
    runner.start();
  });
  afterAll(async () => {
    await runner.stop(1_000);
    await runtime.registry.stop();
    await database.close();
  });
  beforeEach(async () => {
    nowMs = Math.max(nowMs, Date.now());
    ctx = await seededCtx(runtime);
    await updateRetrainSettings(ctx, TASK, { classifiers: ["nb"], deployment: { strategy: "immediate" } });
  });
  afterEach(() => database.db.job.deleteMany({ where: { organizationId: ctx.organizationId } }));

  const importRows = (rows: string[]) =>
    importDataset(
      ctx,
      { task: TASK },
      (async function* () {
        yield new TextEncoder().encode(`text,category\n${rows.join("\n")}\n`);
      })(),
    );
  const rowsOf = (count: number, from = 0) =>
    Object.keys(WORDS).flatMap((label) =>
      Array.from({ length: count }, (_, index) => `${textOf(label as "card", from + index)},${label}`),
    );
  const finished = (id: string) =>
    vi.waitFor(async () => expect((await getTrainingRun(ctx, id)).status).toBe("succeeded"), { timeout: 30_000 });
  const trigger = async (kind: TriggerKind) =>
    (await getTriggers(ctx, { task: TASK })).triggers.find((one) => one.kind === kind)!;
  const check = (start: "never" | "due" | "now", by = ctx) => checkTriggers(by, { task: TASK, start });
  const add = (rows: [string, string][]) =>
    addExamples(ctx, AddExamplesInput.parse({ task: TASK, examples: rows.map(([text, label]) => ({ text, label })) }));
  /** A classification, and what somebody says of its label. */
  const judge = async (text: string, answered: string, right: string, userRef: string) => {
    const record = executionRecord(ctx.organizationId, {
      createdAt: new Date(nowMs++ - 90_000).toISOString(),
      inputPreview: text,
      label: answered,
      confidence: 0.5,
    });
    await insertExecutions(database.db, [record]);
    await giveFeedback(ctx, readGiven({ executionId: record.id, kind: "label", value: right, userRef }));
  };
  const active = async () => (await listModelVersions(ctx, { task: TASK, status: "active" })).items;

  describe("settings", () => {
    it("change one by one, with an audit row that says before and after", async () => {
      const after = await updateRetrainSettings(ctx, TASK, { exampleCount: 5 });
      expect(after).toMatchObject({
        exampleCount: 5,
        classifiers: ["nb"],
        isAutomatic: false,
        accuracyThreshold: 0.95,
      });
      expect(await getRetrainSettings(ctx, TASK)).toEqual(after);
      expect((await auditOf(ctx, TASK)).at(-1)).toMatchObject({
        action: "retraining.update",
        before: { exampleCount: 1_000 },
        after: { exampleCount: 5 },
      });
      const reader = testCtx(runtime, ctx.organizationId, "viewer");
      await expect(updateRetrainSettings(reader, TASK, { hours: 2 })).rejects.toMatchObject({ code: "forbidden" });
      await expect(updateRetrainSettings(ctx, "no_such_task", {})).rejects.toMatchObject({ code: "not_found" });
    });
  });

  describe("triggers", () => {
    it("say of each its value, threshold, state and reason, also when nothing is known", async () => {
      const { triggers, isDue, lastRun } = await getTriggers(ctx, { task: TASK });
      expect({ isDue, lastRun }).toEqual({ isDue: false, lastRun: null });
      expect(triggers.map(({ kind, state }) => `${kind} ${state}`)).toEqual([
        "accuracy unknown",
        "examples quiet",
        "time unknown",
        "input_drift unknown",
        "label_drift unknown",
        "manual quiet",
      ]);
      for (const { reason } of triggers) expect(reason.length).toBeGreaterThan(10);
    });

    it("recompute accuracy with what people judge, and fire when it falls", async () => {
      for (let index = 0; index < 12; index++) await judge(textOf("card", index), "parcel", "card", `u${index}`);
      expect(await trigger("accuracy")).toMatchObject({ state: "fires", value: 0, threshold: 0.95 });
    });

    it("count newly accepted examples", async () => {
      await updateRetrainSettings(ctx, TASK, { exampleCount: 3 });
      await add([
        [textOf("card", 1), "card"],
        [textOf("card", 2), "card"],
      ]);
      expect(await trigger("examples")).toMatchObject({ state: "quiet", value: 2, threshold: 3 });
      await add([[textOf("card", 3), "card"]]);
      expect(await trigger("examples")).toMatchObject({ state: "fires", value: 3 });
    });

    it("are refused for tasks without labels and to readers who want to start", async () => {
      await expect(getTriggers(ctx, { task: "semantic_search" })).rejects.toMatchObject({ code: "invalid_input" });
      const reader = testCtx(runtime, ctx.organizationId, "viewer");
      await expect(check("now", reader)).rejects.toMatchObject({ code: "forbidden" });
      expect(await check("never", reader)).toMatchObject({ startedRunId: null });
    });
  });

  describe("runs", () => {
    it("start when a trigger fires, learn from import and corrections, and come into service", async () => {
      await importRows(rowsOf(20));
      await updateRetrainSettings(ctx, TASK, { exampleCount: 2, autoAcceptQuality: 0.6 });
      expect(await check("due")).toMatchObject({ startedRunId: null, notStarted: "No trigger fires" });
      for (let index = 50; index < 53; index++) await judge(textOf("card", index), "parcel", "card", `u${index}`);
      await gatherFeedback(ctx);
      const { startedRunId, triggers } = await check("due");
      expect(startedRunId).not.toBeNull();
      expect(triggers.find(({ kind }) => kind === "examples")).toMatchObject({ state: "fires", value: 3 });
      await finished(startedRunId!);
      expect(await settleRetraining(ctx, TASK)).toMatchObject({
        kind: "deployed",
        reason: expect.stringContaining("nothing to beat") as string,
      });
      expect(await active()).toMatchObject([{ modelSlug: "local/nb", trainingRunId: startedRunId }]);
      expect(await trigger("examples")).toMatchObject({ state: "quiet", value: 0 });
    }, 60_000);

    it("keep a model that does not beat its parent, and say so", async () => {
      await importRows(rowsOf(40));
      const first = await startTraining(ctx, StartTrainingInput.parse({ task: TASK, classifiers: ["nb"] }));
      await finished(first.id);
      const [parent] = await active();
      await add([[textOf("card", 90), "card"]]);
      const { startedRunId } = await check("now");
      await finished(startedRunId!);
      const outcome = await settleRetraining(ctx, TASK);
      expect(outcome).toMatchObject({
        kind: "kept",
        reason: expect.stringMatching(/does not beat version|can be compared with version/) as string,
      });
      expect(await settleRetraining(ctx, TASK)).toEqual(outcome);
      expect(await active()).toMatchObject([{ id: parent!.id }]);
      expect((await listModelVersions(ctx, { task: TASK })).items).toHaveLength(2);
    }, 60_000);

    it("do not start twice at once, nor on examples that were learnt from already, and leave no dataset behind", async () => {
      await importRows(rowsOf(20));
      const starts = await Promise.all([check("now"), check("now")]);
      const started = starts.filter(({ startedRunId }) => startedRunId !== null);
      expect(started).toHaveLength(1);
      await finished(started[0]!.startedRunId!);
      await settleRetraining(ctx, TASK);
      expect(await check("now")).toMatchObject({
        startedRunId: null,
        notStarted: expect.stringContaining("nothing new to learn") as string,
      });
      expect(await database.db.dataset.count({ where: { organizationId: ctx.organizationId } })).toBe(2);
    }, 60_000);

    it("say why none can start without examples", async () => {
      expect(await check("now")).toMatchObject({
        startedRunId: null,
        notStarted: expect.stringContaining("no accepted example") as string,
      });
    });

    it("reject what a flood of wrong labels taught", async () => {
      await importRows(rowsOf(60));
      const first = await startTraining(ctx, StartTrainingInput.parse({ task: TASK, classifiers: ["nb"] }));
      await finished(first.id);
      const [parent] = await active();
      await updateRetrainSettings(ctx, TASK, { autoAcceptQuality: null });
      // Texts of one matter get the label of the other, over and over, from one source.
      await add(Array.from({ length: 240 }, (_, index): [string, string] => [poisoned(index), "parcel"]));
      const open = (await listExamples(ctx, ListExamplesQuery.parse({ task: TASK, state: "pending", limit: 200 })))
        .items;
      for (const { id } of open) await reviewExample(ctx, id, { action: "accept" });
      const { startedRunId } = await check("now");
      await finished(startedRunId!);
      expect(await settleRetraining(ctx, TASK)).toMatchObject({
        kind: "kept",
        reason: expect.stringMatching(/worse|does not beat/) as string,
      });
      expect(await active()).toMatchObject([{ id: parent!.id }]);
    }, 60_000);
  });
});
