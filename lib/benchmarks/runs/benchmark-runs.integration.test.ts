import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import type { CallTask, TaskAnswer } from "@/lib/executions";
import { listAudit } from "@/lib/platform/audit";
import type { Ctx, Scope } from "@/lib/platform/ctx";
import { describeEachDatabase, type TestDatabase } from "@/lib/platform/db/test-database";
import { createJobRunner, type JobRunner } from "@/lib/platform/jobs";
import { testCtx } from "@/lib/platform/test-runtime";
import { createCodeSandbox } from "@/lib/quality";
import { registerModel, scoreKey } from "@/lib/registry";
import { addProvider, registryRuntime, seededCtx } from "@/lib/registry/test-registry";
import { CreateSuiteInput, StartRunInput } from "../schemas";
import { addSuiteTest, createSuite, deleteSuite, restoreSuite, updateSuite } from "../suites/change-suites";
import { getSuite, listSuites } from "../suites/list-suites";
import { benchmarkJob } from "./benchmark-job";
import { cancelRun, getRun, listRuns } from "./benchmark-runs";
import { compareRunModels } from "./compare-run-models";
import { getLeaderboards } from "./get-leaderboards";
import { scheduledBenchmarks, updateSchedule } from "./schedule";
import { BENCHMARK_JOB, startRun } from "./start-run";

const [GOOD, POOR] = ["my-vllm/good", "my-vllm/poor"];

const suiteOf = (count: number, name = "Sums") =>
  CreateSuiteInput.parse({
    name,
    category: "math",
    tests: Array.from({ length: count }, (_, index) => ({
      id: `sum-${index}`,
      prompt: `What is ${index} + 1?`,
      check: { kind: "numeric", expected: index + 1 },
    })),
  });

const answerOf = (given: Partial<TaskAnswer>): TaskAnswer => ({
  executionId: null,
  outputText: "",
  label: null,
  confidence: null,
  model: null,
  costUsd: 0.001,
  latencyMs: 50,
  cpuMs: null,
  inputTokens: 10,
  outputTokens: 5,
  calls: [],
  error: null,
  ...given,
});

/** Right for the good model, right every third time for the poor one. */
const fake: CallTask = async (_, { model, messages }) => {
  const sum = Number(/(\d+)/u.exec(messages[0]!.content as string)![0]) + 1;
  const isRight = model === GOOD || sum % 3 === 0;
  return answerOf({ outputText: `Answer: ${isRight ? sum : sum + 1}`, model: model ?? null });
};

describeEachDatabase("benchmark runs", (open) => {
  let database: TestDatabase;
  let ctx: Ctx;
  let runner: JobRunner;
  let call: CallTask;
  const codeSandbox = createCodeSandbox();

  beforeAll(async () => {
    database = await open();
  });
  afterAll(async () => {
    await codeSandbox.dispose();
    await database.close();
  });
  beforeEach(async () => {
    const runtime = registryRuntime(database.db);
    call = fake;
    Object.assign(runtime, {
      codeSandbox,
      callTask: ((...given) => call(...given)) satisfies CallTask,
      benchmarkSources: { labelledRows: async () => null },
    });
    ctx = await seededCtx(runtime);
    await addProvider(ctx);
    for (const slug of [GOOD, POOR]) {
      await registerModel(ctx, { provider: "my-vllm", upstreamId: slug.split("/")[1]!, kind: "chat" });
    }
    runner = createJobRunner(runtime, { handlers: { [BENCHMARK_JOB]: benchmarkJob }, pollMs: 20, cancelPollMs: 20 });
  });
  afterEach(async () => {
    await runner.stop(1_000);
    await ctx.runtime.registry.stop();
    await database.db.job.deleteMany({});
  });

  const start = async (given: object = {}, count = 30) => {
    const { id } = await createSuite(ctx, suiteOf(count));
    return startRun(ctx, StartRunInput.parse({ suites: [id], models: [GOOD, POOR], ...given }));
  };
  const ended = async (id: string, status = "succeeded") => {
    await vi.waitFor(async () => expect((await getRun(ctx, id)).status).toBe(status), { timeout: 20_000 });
    return getRun(ctx, id);
  };

  it("let a judge tell what no rule can, pay it within the limit, and know no quality without its verdict", async () => {
    const tests = Array.from({ length: 4 }, (_, index) => ({
      id: `open-${index}`,
      prompt: `Comfort friend ${index}`,
      check: { kind: "judge", criteria: [{ name: "warmth", asks: "Is it warm?" }] },
    }));
    const { id } = await createSuite(ctx, CreateSuiteInput.parse({ name: "Open", category: "empathy", tests }));
    const judge = "my-vllm/judge";
    const price = { inputPerMillion: 1, outputPerMillion: 2, cacheReadPerMillion: null, cacheWritePerMillion: null };
    await registerModel(ctx, { provider: "my-vllm", upstreamId: "judge", kind: "chat", price });
    const begin = (given: object) => startRun(ctx, StartRunInput.parse({ suites: [id], models: [GOOD], ...given }));
    await expect(begin({})).rejects.toThrow("judgeModel");
    await expect(begin({ models: [judge], judgeModel: judge })).rejects.toThrow("own answers");
    await expect(begin({ judgeModel: "my-vllm/none" })).rejects.toMatchObject({ code: "invalid_input" });
    call = async (_, { model, messages, source }) => {
      if (source !== "judge") return answerOf({ outputText: String(messages[0]!.content), model: model ?? null });
      const verdictId = /"verdictId":"([^"]+)"/u.exec(String(messages[0]!.content))![1]!;
      const isSilent = String(messages[1]!.content).includes("friend 3");
      const verdict = JSON.stringify({ verdictId, warmth: { reason: "Kind words", score: 80 } });
      return answerOf({ outputText: isSilent ? "Lovely!" : verdict, costUsd: 0.01 });
    };
    runner.start();
    const run = await ended((await begin({ judgeModel: judge })).id);
    expect(run.leaderboards[0]!.rows[0]).toMatchObject({ model: GOOD, quality: { value: 80 }, failedCount: 0 });
    // Four answers, and five judge calls: the silent one was asked twice.
    expect(run.spentUsd).toBeCloseTo(4 * 0.001 + 5 * 0.01);
  });

  it("ask every model every test, rank them, and tell the registry", async () => {
    runner.start();
    const run = await ended((await start()).id);
    expect(run).toMatchObject({ ending: "complete", isPartial: false, unpricedCount: 0 });
    expect(run.spentUsd).toBeCloseTo(0.06);
    const [first, second] = run.leaderboards[0]!.rows;
    expect(first).toMatchObject({ model: GOOD, rank: 1, rankHigh: 1, passRate: 1, answeredCount: 30 });
    expect(second).toMatchObject({ model: POOR, rank: 2, rankLow: 2, answeredCount: 30 });
    expect(second!.quality!.value).toBeCloseTo(33.3, 0);
    const { modelScores } = await ctx.runtime.registry.ensureLoaded(ctx.organizationId);
    expect(modelScores.get(scoreKey(GOOD, "math"))).toEqual({ quality: 100, testCount: 30 });
    expect((await getLeaderboards(ctx, { category: "math" }))[0]!.rows[0]!.model).toBe(GOOD);
    expect(await getLeaderboards(ctx, { category: "coding" })).toEqual([]);
  });

  it("a suite takes single tests, of two at once both, none twice, and no stranger's", async () => {
    const { id } = await createSuite(ctx, suiteOf(2));
    const test = (name: string) => ({
      test: {
        id: name,
        messages: [{ role: "user" as const, content: name }],
        check: { kind: "exact" as const, expected: "x" },
      },
    });
    const before = await getSuite(ctx, id);
    await Promise.all([addSuiteTest(ctx, id, test("a")), addSuiteTest(ctx, id, test("b"))]);
    const after = await getSuite(ctx, id);
    expect(after).toMatchObject({ version: 3, testCount: before.testCount + 2 });
    expect(after.tests.slice(0, before.testCount)).toEqual(before.tests);
    await expect(addSuiteTest(ctx, id, test("a"))).rejects.toMatchObject({ code: "conflict", field: "test" });
    const stranger = await seededCtx(ctx.runtime);
    await expect(addSuiteTest(stranger, id, test("c"))).rejects.toMatchObject({ code: "not_found" });
    await expect(addSuiteTest({ ...ctx, scopes: new Set<Scope>(["read"]) }, id, test("c"))).rejects.toMatchObject({
      code: "forbidden",
    });
    await deleteSuite(ctx, id);
    await expect(addSuiteTest(ctx, id, test("c"))).rejects.toMatchObject({ code: "conflict" });
  });

  it("compare two models on the same tests, down to the answers", async () => {
    runner.start();
    const run = await ended((await start()).id);
    const comparison = await compareRunModels(ctx, run.id, { first: POOR, second: GOOD });
    expect(comparison).toMatchObject({ pairCount: 30, onlyFirstRight: 0, onlySecondRight: 20, better: "second" });
    expect(comparison.mcnemarP).toBeLessThan(0.001);
    expect(comparison.quality!.low).toBeGreaterThan(0);
    expect(comparison.tests).toHaveLength(30);
    expect(comparison.tests[0]!.second!.answer).toContain("Answer:");
    const stranger = compareRunModels(ctx, run.id, { first: "simulator/other", second: GOOD });
    await expect(stranger).rejects.toMatchObject({ code: "invalid_input", field: "first" });
  });

  it("that are cancelled in the middle keep their partial results, labelled as such", async () => {
    let release = () => {};
    const gate = new Promise<void>((resolve) => (release = resolve));
    let asked = 0;
    call = async (given, task) => {
      if (++asked > 20) {
        await Promise.race([
          gate,
          new Promise((_, reject) => task.signal!.addEventListener("abort", () => reject(new Error("stop")))),
        ]);
      }
      return fake(given, task);
    };
    const { id } = await start();
    runner.start();
    await vi.waitFor(() => expect(asked).toBeGreaterThan(20), { timeout: 20_000 });
    await cancelRun(ctx, id);
    const run = await ended(id, "cancelled");
    release();
    expect(run).toMatchObject({ ending: null, isPartial: true });
    const answered = run.leaderboards[0]!.rows.reduce((sum, row) => sum + row.answeredCount, 0);
    expect(answered).toBeGreaterThanOrEqual(16);
    expect(answered).toBeLessThan(60);
    const { modelScores } = await ctx.runtime.registry.ensureLoaded(ctx.organizationId);
    expect(modelScores.size).toBe(0);
    await expect(cancelRun(ctx, id)).resolves.toMatchObject({ status: "cancelled" });
  });

  it("go on when a provider fails half-way, and mark its tests", async () => {
    let failures = 0;
    call = async (given, task) => {
      if (task.model === POOR && ++failures > 8) {
        return answerOf({ error: { kind: "overloaded", message: "down" }, costUsd: 0 });
      }
      return fake(given, task);
    };
    runner.start();
    const run = await ended((await start()).id);
    const [good, poor] = run.leaderboards[0]!.rows;
    expect(good).toMatchObject({ model: GOOD, answeredCount: 30, failedCount: 0 });
    expect(poor!.answeredCount).toBe(8);
    expect(poor!.failedCount).toBeGreaterThanOrEqual(5);
    expect(poor!.skippedCount + poor!.failedCount).toBe(22);
    expect(failures).toBeLessThan(8 + 5 + 8);
  });

  it("end when they have cost as much as they may", async () => {
    runner.start();
    const run = await ended((await start({ spendLimitUsd: 0.02 })).id);
    expect(run).toMatchObject({ ending: "spend_limit", isPartial: true });
    expect(run.spentUsd).toBeLessThan(0.03);
  });

  it("end when the order is certain, if they are asked to", async () => {
    runner.start();
    const run = await ended((await start({ stopsWhenDecided: true }, 120)).id);
    expect(run.ending).toBe("decided");
    expect(run.leaderboards[0]!.rows[0]!.answeredCount).toBeLessThan(100);
  });

  it("go on where a process that died stopped", async () => {
    const { id, jobId } = await start();
    runner.start();
    const run = await ended(id);
    await database.db.benchmarkResult.deleteMany({ where: { runId: id, testId: "sum-3" } });
    await database.db.$executeRaw`update jobs set status = 'queued', finished_at = null where id = ${jobId}::uuid`;
    let asked = 0;
    call = (...given) => (asked++, fake(...given));
    await vi.waitFor(() => expect(asked).toBe(2), { timeout: 20_000 });
    const again = await ended(run.id);
    expect(again.leaderboards[0]!.rows[0]!.answeredCount).toBe(30);
  });

  it("come one at a time, and name what is wrong with a wish", async () => {
    const run = await start();
    await expect(start()).rejects.toMatchObject({ code: "conflict" });
    await cancelRun(ctx, run.id);
    await expect(start({ models: ["simulator/unknown"] })).rejects.toMatchObject({ field: "models" });
    await expect(start({ suites: ["nothing"] })).rejects.toMatchObject({ code: "not_found" });
  });

  it("are nobody else's, and no viewer's to start", async () => {
    const run = await start();
    const stranger = await seededCtx(ctx.runtime);
    await expect(getRun(stranger, run.id)).rejects.toMatchObject({ code: "not_found" });
    await expect(cancelRun(stranger, run.id)).rejects.toMatchObject({ code: "not_found" });
    expect((await listRuns(stranger, { limit: 50 })).items).toEqual([]);
    const viewer = testCtx(ctx.runtime, ctx.organizationId, "viewer");
    await expect(startRun(viewer, StartRunInput.parse({}))).rejects.toMatchObject({ code: "forbidden" });
    expect((await listRuns(viewer, { limit: 50 })).items).toHaveLength(1);
  });

  describe("a schedule", () => {
    it("is kept with its audit row and starts a run, but none beside another", async () => {
      const { id } = await createSuite(ctx, suiteOf(5));
      const schedule = { everyHours: 6, suites: [id], models: [GOOD], spendLimitUsd: 1, stopsWhenDecided: false };
      await updateSchedule(ctx, schedule);
      expect((await listAudit(ctx, { limit: 10 })).items[0]).toMatchObject({ subjectId: "benchmarks.schedule" });
      if (scheduledBenchmarks.scope !== "organization" || typeof scheduledBenchmarks.intervalMs === "number")
        throw new Error();
      expect(await scheduledBenchmarks.intervalMs(ctx)).toBe(6 * 3_600_000);
      const turn = { ctx, signal: new AbortController().signal };
      await scheduledBenchmarks.run(turn);
      await scheduledBenchmarks.run(turn);
      expect((await listRuns(ctx, { limit: 10 })).items).toMatchObject([{ trigger: "schedule", models: [GOOD] }]);
    });

    it("can name no suite that does not exist", async () => {
      const schedule = { everyHours: 1, suites: ["none"], models: null, spendLimitUsd: null, stopsWhenDecided: true };
      await expect(updateSchedule(ctx, schedule)).rejects.toMatchObject({ code: "not_found" });
    });
  });

  describe("own suites", () => {
    it("are versioned, deleted and restored", async () => {
      const made = await createSuite(ctx, suiteOf(5));
      const changed = await updateSuite(ctx, made.id, { tests: suiteOf(6).tests });
      expect(changed).toMatchObject({ version: 2, testCount: 6, name: "Sums" });
      expect((await getSuite(ctx, made.id)).tests).toHaveLength(6);
      await deleteSuite(ctx, made.id);
      await expect(getSuite(ctx, made.id)).rejects.toMatchObject({ code: "not_found" });
      await expect(updateSuite(ctx, made.id, { name: "x" })).rejects.toMatchObject({ code: "conflict" });
      await restoreSuite(ctx, made.id);
      expect((await listSuites(ctx, { limit: 50 })).items.map(({ id }) => id)).toContain(made.id);
    });

    it("belong to their organization, and those of the product are fixed", async () => {
      const { id } = await createSuite(ctx, suiteOf(5));
      const stranger = await seededCtx(ctx.runtime);
      await expect(getSuite(stranger, id)).rejects.toMatchObject({ code: "not_found" });
      await expect(deleteSuite(stranger, id)).rejects.toMatchObject({ code: "not_found" });
      await expect(deleteSuite(ctx, "coding")).rejects.toMatchObject({ code: "not_found" });
      const viewer = testCtx(ctx.runtime, ctx.organizationId, "viewer");
      await expect(createSuite(viewer, suiteOf(5))).rejects.toMatchObject({ code: "forbidden" });
    });

    it("hold at least one test, and none twice", () => {
      expect(CreateSuiteInput.safeParse({ name: "x", tests: [] }).success).toBe(false);
      const { tests } = suiteOf(1);
      expect(CreateSuiteInput.safeParse({ name: "x", tests: [...tests, ...tests] }).success).toBe(false);
    });
  });
});
