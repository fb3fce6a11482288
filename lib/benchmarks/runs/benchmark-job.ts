import { z } from "zod";
import type { Ctx } from "@/lib/platform/ctx";
import { messageOf } from "@/lib/platform/errors";
import type { JobContext, JobHandler } from "@/lib/platform/jobs";
import { isRankingDecided } from "../ranking/is-ranking-decided";
import type { BenchmarkResult, RunEnding } from "../run-schemas";
import { loadTests } from "../suites/suite-store";
import { benchmarkMeters } from "../meters";
import { askModel, type Question } from "./ask-model";
import { drawOrder } from "./draw-order";
import { feedRegistry } from "./feed-registry";
import { createProviderLanes } from "./provider-lanes";
import { findRun, insertResults, selectResults, toRun, writeEnding } from "./run-store";
import { getJob } from "@/lib/platform/jobs";

const Payload = z.object({ runId: z.uuid() });

/** Tests that are asked before results are stored and the end is considered. */
const ROUND = 8;
/** A model that fails so often in a row is not asked again in this run. */
const MOST_FAILURES_IN_A_ROW = 5;

/**
 * Asks every model of a run every test, the same tests at the same time, so that whatever there is when a run ends compares
 * the models on equal terms. Results are stored as they come: a cancelled run keeps them, one whose process died goes on
 * where it stopped. A model that fails is marked in its results; the run goes on with the others.
 */
export const benchmarkJob: JobHandler = async (job) => {
  const { runId } = Payload.parse(job.payload);
  const row = await findRun(job.ctx, runId);
  if (!row) throw new Error(`The benchmark run ${runId} is gone`);
  const run = toRun(row, await getJob(job.ctx, job.id));
  const meters = benchmarkMeters(job.ctx.runtime.metrics);
  const startedMs = performance.now();
  let outcome = "failed";
  try {
    const ending = await askAll(job, { ...run, questions: await questionsOf(job.ctx, run) });
    await job.ctx.db.$transaction(async (tx) => {
      await job.requireLease(tx);
      await writeEnding(tx, job.ctx, runId, ending);
    });
    await feedRegistry(job.ctx, run);
    outcome = ending;
    return { ending };
  } catch (error) {
    if (job.signal.aborted) outcome = "cancelled";
    throw error;
  } finally {
    meters.runs.at({ outcome }).add();
    meters.seconds.at({}).observe((performance.now() - startedMs) / 1_000);
  }
};

type Plan = ReturnType<typeof toRun> & { questions: Question[] };

/** All tests of all suites, mixed, so that a run that ends early has asked something of each. */
async function questionsOf(ctx: Ctx, { suites, options }: ReturnType<typeof toRun>): Promise<Question[]> {
  const all: Question[] = [];
  for (const { id, task, checksum } of suites) {
    for (const test of await loadTests(ctx, checksum)) all.push({ suiteId: id, task, test });
  }
  return drawOrder(all, options.seed);
}

async function askAll(job: JobContext, plan: Plan): Promise<RunEnding> {
  const { ctx } = job;
  const { id: runId, models, options, questions } = plan;
  const stored = await selectResults(ctx, [runId]);
  const results: BenchmarkResult[] = [...stored];
  const done = new Set(stored.map(({ suiteId, testId, model }) => keyOf(suiteId, testId, model)));
  const snapshot = await ctx.runtime.registry.ensureLoaded(ctx.organizationId);
  const lanes = createProviderLanes(options, job.signal);
  const failures = new Map<string, number>();
  const total = questions.length * models.length;
  const tell = () =>
    job.progress({ done: results.length, total, step: `Asking ${models.length} models`, detail: costText(results) });
  tell();

  for (let from = 0; from < questions.length; from += ROUND) {
    const fresh: BenchmarkResult[] = [];
    const calls = questions.slice(from, from + ROUND).flatMap((question) =>
      models
        .filter((model) => !done.has(keyOf(question.suiteId, question.test.id, model)))
        .map(async (model) => {
          const provider = snapshot.models.get(model)?.providerSlug ?? model;
          const result = await lanes.run(provider, async () => {
            if (isSpent(results, options.spendLimitUsd)) return null;
            if ((failures.get(model) ?? 0) >= MOST_FAILURES_IN_A_ROW) return skipped(ctx, question, model);
            return askModel(ctx, { runId, model, question, judge: options.judgeModel, signal: job.signal });
          });
          if (!result) return;
          failures.set(model, result.status === "answered" ? 0 : (failures.get(model) ?? 0) + 1);
          benchmarkMeters(ctx.runtime.metrics).answers.at({ status: result.status }).add();
          results.push(result);
          fresh.push(result);
          tell();
        }),
    );
    const outcomes = await Promise.allSettled(calls);
    if (fresh.length > 0) await store(job, runId, fresh);
    job.signal.throwIfAborted();
    const broken = outcomes.find((one) => one.status === "rejected");
    if (broken) throw new Error(`A benchmark call broke: ${messageOf(broken.reason)}`, { cause: broken.reason });
    if (isSpent(results, options.spendLimitUsd)) return "spend_limit";
    const isLast = from + ROUND >= questions.length;
    if (!isLast && options.stopsWhenDecided && isRankingDecided(pairedQualities(models, results))) return "decided";
  }
  return "complete";
}

/** Whoever cancelled still wants what was answered before. */
async function store(job: JobContext, runId: string, results: readonly BenchmarkResult[]): Promise<void> {
  await job.ctx.db.$transaction(async (tx) => {
    await job.requireLease(tx);
    await insertResults(tx, job.ctx, runId, results);
  });
}

const keyOf = (suiteId: string, testId: string, model: string): string => `${suiteId}\u0000${testId}\u0000${model}`;

const spentOn = (results: readonly BenchmarkResult[]): number =>
  results.reduce((sum, { costUsd, judgeCostUsd }) => sum + (costUsd ?? 0) + judgeCostUsd, 0);

const isSpent = (results: readonly BenchmarkResult[], limitUsd: number | null): boolean =>
  limitUsd !== null && spentOn(results) >= limitUsd;

const costText = (results: readonly BenchmarkResult[]): string => `$${spentOn(results).toFixed(4)} spent`;

function skipped(ctx: Ctx, { suiteId, test }: Question, model: string): BenchmarkResult {
  return {
    suiteId,
    testId: test.id,
    model,
    status: "skipped",
    quality: null,
    reason: `Not asked: the model had failed ${MOST_FAILURES_IN_A_ROW} times in a row`,
    answer: "",
    latencyMs: null,
    costUsd: null,
    judgeCostUsd: 0,
    executionId: null,
    createdAt: ctx.now().toISOString(),
  };
}

/** Per model, the qualities of the tests that all of them answered, in one order. */
function pairedQualities(models: readonly string[], results: readonly BenchmarkResult[]): number[][] {
  const byTest = new Map<string, Map<string, number>>();
  for (const { suiteId, testId, model, quality } of results) {
    if (quality === null) continue;
    const key = `${suiteId}\u0000${testId}`;
    byTest.set(key, (byTest.get(key) ?? new Map<string, number>()).set(model, quality));
  }
  const shared = [...byTest.values()].filter((answers) => answers.size === models.length);
  return models.map((model) => shared.map((answers) => answers.get(model)!));
}
