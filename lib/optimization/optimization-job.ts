import { createHash } from "node:crypto";
import { setImmediate as nextTurn } from "node:timers/promises";
import { z } from "zod";
import { judgeAnswer } from "@/lib/benchmarks";
import { questionOf, type BenchmarkTest, type Check } from "@/lib/benchmarks/schemas";
import type { TaskAnswer } from "@/lib/executions";
import type { Ctx } from "@/lib/platform/ctx";
import { AppError, conflict, messageOf } from "@/lib/platform/errors";
import { getJob, type JobContext, type JobHandler } from "@/lib/platform/jobs";
import { finalAnswer } from "@/lib/routing";
import { BaselineFailed, searchConfiguration, type SearchResult } from "./core/search";
import { createTrialBook, type Candidate, type TrialBook } from "./core/trial";
import { describeResult } from "./describe-result";
import { judgeReplayed, replayedOf, withReplayed } from "./judge-replayed";
import { optimizationMeters } from "./meters";
import type { OptimizationResult, SearchProgress, StoredTrial } from "./optimization-schemas";
import { divideTests, requireSuite } from "./plan-optimization";
import {
  baselineOf,
  closeRun,
  insertTrials,
  optionsOf,
  planOf,
  requireRun,
  selectTrials,
  spaceOf,
  writeProgress,
  writeResult,
  type RunRow,
  type TrialOf,
} from "./run-store";

const Payload = z.object({ runId: z.uuid() });

/** Remote models wait for the network; local ones share this process with live requests. */
const REMOTE_AT_ONCE = 4;
/** How often progress and trials are stored, milliseconds. */
const STORE_MS = 700;

/** Checks that know more than right and wrong. */
const GRADED: ReadonlySet<Check["kind"]> = new Set(["rubric", "mentions", "json", "ranking", "judge"]);

/** Searches, verifies and stores what it found. What was asked before a crash is not asked again. */
export const optimizationJob: JobHandler = async (job) => {
  const { runId } = Payload.parse(job.payload);
  const row = await requireRun(job.ctx, runId);
  const meters = optimizationMeters(job.ctx.runtime.metrics);
  const type = optionsOf(row).type;
  const startedMs = performance.now();
  try {
    const { result, spentUsd } = await findImprovement(job, row);
    await job.ctx.db.$transaction(async (tx) => {
      await job.requireLease(tx);
      await writeResult(tx, job.ctx.organizationId, runId, { result, spentUsd });
      await closeRun(tx, job.ctx.organizationId, runId);
    });
    meters.requests.at({ type, outcome: result.outcome }).add();
    meters.duration.at({ type }).observe((performance.now() - startedMs) / 1_000);
    const gain = result.finalists.find(({ id }) => id === result.winnerId)?.gain;
    if (gain) meters.improvement.at({ type }).observe(type === "quality_improvement" ? gain.mean / 100 : gain.mean);
    return { outcome: result.outcome, summary: result.summary };
  } catch (error) {
    // A process that stops gives the run to the next one; everything else ends it.
    if (!job.signal.aborted || (await getJob(job.ctx, row.jobId)).isCancelRequested)
      await closeRun(job.ctx.db, job.ctx.organizationId, runId);
    if (!job.signal.aborted) meters.requests.at({ type, outcome: "failed" }).add();
    throw error instanceof BaselineFailed ? baselineFailed(row, error) : error;
  }
};

const baselineFailed = (row: RunRow, error: Error) =>
  new AppError(
    "upstream_failed",
    `The configuration in force answers no request of ${row.taskSlug}, so nothing can be compared with it: ${error.message}`,
  );

async function findImprovement(
  job: JobContext,
  row: RunRow,
): Promise<{ result: OptimizationResult; spentUsd: number }> {
  const { ctx, signal } = job;
  const startedMs = performance.now();
  const options = optionsOf(row);
  const plan = planOf(row);
  const until = plan.suite.replayedUntil ? new Date(plan.suite.replayedUntil) : row.createdAt;
  const suite = await requireSuite(ctx, row.taskSlug, until);
  if (suite.checksum !== plan.suite.checksum)
    throw conflict("The tests of the task were changed meanwhile: begin again");
  const tests = divideTests(suite.tests, options.seed);
  const asker = createAsker(job, row, await selectTrials(ctx, row.id));
  const deadlineMs = row.createdAt.getTime() + options.maxMinutes * 60_000;
  let lastStoredMs = 0;
  const store = async (progress: SearchProgress) => {
    await writeProgress(ctx, row.id, progress, asker.spentUsd());
    await asker.store();
  };
  let latest: SearchProgress | null = null;
  let search: SearchResult;
  try {
    search = await searchConfiguration<BenchmarkTest>(
      {
        type: options.type,
        margins: plan.margins,
        seed: options.seed,
        space: spaceOf(row),
        tests,
        book: asker.book,
        budgetUsd: options.budgetUsd,
        otherFinalists: replayedOf(plan).length,
      },
      {
        ask: async (candidate, test) => {
          signal.throwIfAborted();
          const trial = await asker.ask(candidate, test);
          if (latest && performance.now() - lastStoredMs > STORE_MS) {
            lastStoredMs = performance.now();
            await store(latest);
          }
          return trial;
        },
        spentUsd: asker.spentUsd,
        isLate: () => ctx.now().getTime() > deadlineMs,
        concurrency: asker.isLocal(
          plan.candidates.flatMap(({ changes }) => changes.council?.members ?? [changes.model ?? null]),
        )
          ? 1
          : REMOTE_AT_ONCE,
        onProgress: (progress) => {
          latest = progress;
          const { stage, done, total } = progress;
          const step = stage === "search" ? "Racing the candidates" : "Verifying what was found";
          job.progress({ done, total, step });
        },
      },
    );
  } finally {
    if (latest) await store(latest);
  }
  const asked = describeResult({
    search,
    book: asker.book,
    verifyIds: tests.verify.map(({ id }) => id),
    plan,
    seed: options.seed,
    baseline: baselineOf(row),
    isGraded: suite.tests.some(({ check }) => GRADED.has(check.kind)),
    dataHash: createHash("sha256")
      .update(suite.checksum)
      .update(JSON.stringify(baselineOf(row)))
      .digest("hex"),
    calls: asker.calls(),
    seconds: (performance.now() - startedMs) / 1_000,
  });
  const replayed = await judgeReplayed(job, row, { plan, seed: options.seed, finalists: search.finalists.length });
  return { result: withReplayed(asked, replayed, plan, baselineOf(row)), spentUsd: asker.spentUsd() };
}

type Asker = {
  book: TrialBook;
  ask: (candidate: Candidate, test: BenchmarkTest) => Promise<StoredTrial>;
  spentUsd: () => number;
  calls: () => number;
  isLocal: (models: readonly (string | null)[]) => boolean;
  store: () => Promise<void>;
};

/** Asks the gateway, judges and keeps the answers. */
function createAsker({ ctx, signal }: JobContext, row: RunRow, known: readonly TrialOf[]): Asker {
  const book = createTrialBook();
  const baseline = baselineOf(row);
  let unsaved: TrialOf[] = [];
  let spentUsd = 0;
  let calls = 0;
  for (const { candidateId, trial } of known) {
    book.set(candidateId, trial);
    spentUsd += trial.costUsd ?? 0;
    calls++;
  }
  return {
    book,
    spentUsd: () => spentUsd,
    calls: () => calls,
    isLocal(models) {
      const snapshot = ctx.runtime.registry.get(ctx.organizationId);
      return models.every((slug) => slug === null || snapshot.models.get(slug)?.providerKind === "local");
    },
    async ask(candidate, test) {
      // Live requests go first: between two tests of local models there is always room for them.
      await nextTurn();
      const answer = await ctx.runtime.callTask(ctx, {
        task: row.taskSlug,
        configuration: { ...baseline, ...candidate.changes },
        messages: test.messages,
        tags: { optimization: row.id, candidate: candidate.id },
        signal,
      });
      const judged = await judgeOrFail(ctx, test, answer);
      const trial = toTrial(test, answer, judged);
      spentUsd += answer.costUsd ?? 0;
      calls++;
      unsaved.push({ candidateId: candidate.id, trial });
      return trial;
    },
    async store() {
      const saving = unsaved;
      unsaved = [];
      await insertTrials(ctx, row.id, saving);
    },
  };
}

type Judged = { quality: number; reason: string };

async function judgeOrFail(ctx: Ctx, test: BenchmarkTest, answer: TaskAnswer): Promise<Judged> {
  if (answer.error) return { quality: 0, reason: `The call failed: ${answer.error.message}` };
  try {
    return await judgeAnswer(ctx.runtime.codeSandbox, test, answer.outputText);
  } catch (error) {
    return { quality: 0, reason: `The answer could not be judged: ${messageOf(error)}` };
  }
}

const PREVIEW = 600;

function toTrial(test: BenchmarkTest, answer: TaskAnswer, { quality, reason }: Judged): StoredTrial {
  const { error, costUsd, latencyMs, cpuMs, confidence, executionId, model, outputText } = answer;
  return {
    testId: test.id,
    quality,
    // What failed before any model was asked cost nothing.
    costUsd: error && costUsd === null ? 0 : costUsd,
    latencyMs,
    cpuMs,
    memoryMb: cpuMs === null ? null : process.memoryUsage.rss() / 1e6,
    confidence,
    finalAnswer: error ? null : finalAnswer(outputText),
    error: error?.message ?? null,
    executionId,
    prompt: questionOf(test).slice(0, PREVIEW),
    output: outputText.slice(0, PREVIEW),
    reason: reason.slice(0, PREVIEW),
    model,
  };
}
