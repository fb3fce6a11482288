import { recordAudit } from "@/lib/platform/audit";
import { requireScope, type Ctx } from "@/lib/platform/ctx";
import { conflict, invalidInput } from "@/lib/platform/errors";
import { newId } from "@/lib/platform/ids";
import { enqueueJob, getJob } from "@/lib/platform/jobs";
import type { OrganizationSnapshot } from "@/lib/registry";
import { RunOptions, type BenchmarkRun, type StartRunInput, type SuiteOfRun } from "../run-schemas";
import { builtInSuites } from "../suites/built-in-suites";
import { checksumOf } from "../suites/checksum";
import { requireSuite } from "../suites/require-suite";
import { storeTests } from "../suites/suite-store";
import type { Suite } from "../suite-schemas";
import { drawOrder } from "./draw-order";
import { insertRun, selectRuns, toRun } from "./run-store";

export const BENCHMARK_JOB = "benchmark_run";

/** Models asked by a run of somebody who named none. */
const MOST_DEFAULT_MODELS = 30;

/**
 * Asks models the tests of suites, in the background. Throws `conflict` while another run is under way, `not_found` for an
 * unknown suite, `invalid_input` for a model that cannot be asked.
 */
export async function startRun(
  ctx: Ctx,
  input: StartRunInput,
  trigger: BenchmarkRun["trigger"] = "manual",
): Promise<BenchmarkRun> {
  requireScope(ctx, "write");
  requireScope(ctx, "run");
  const { suites: suiteIds, models: named, ...rest } = input;
  const options = RunOptions.parse(rest);
  const ids = [...new Set(suiteIds ?? builtInSuites().map(({ id }) => id))];
  const suites: Suite[] = [];
  for (const id of ids) suites.push(drawn(await requireSuite(ctx, id), options));
  const snapshot = await ctx.runtime.registry.ensureLoaded(ctx.organizationId);
  const searching = suites.filter((suite) => searches(snapshot, suite)).length;
  if (searching > 0 && searching < suites.length) {
    throw invalidInput("Suites of search tasks are run by themselves: no model can answer both kinds", {
      field: "suites",
    });
  }
  const models = named ? requireModels(snapshot, [...new Set(named)], suites) : usualModels(snapshot, suites);
  if (models.length === 0) {
    throw invalidInput("There is no model that could be asked: add a provider or name the models", { field: "models" });
  }
  requireJudge(snapshot, options.judgeModel, models, suites);
  const runId = newId(ctx.now().getTime());
  const { row, job } = await ctx.db.$transaction(async (tx) => {
    await tx.$executeRaw`SELECT pg_advisory_xact_lock(hashtextextended(${`benchmark:${ctx.organizationId}`}, 0))`;
    await requireNoneRunning({ ...ctx, db: tx as Ctx["db"] });
    for (const { checksum, tests } of suites) await storeTests(tx, ctx, checksum, tests);
    const job = await enqueueJob(ctx, { kind: BENCHMARK_JOB, payload: { runId } }, tx);
    const run = { id: runId, jobId: job.id, suites: suites.map(ofRun), models, options, trigger };
    const row = await insertRun(tx, ctx, run);
    await recordAudit(tx, ctx, {
      action: "benchmark_run.start",
      subjectType: "benchmark_run",
      subjectId: runId,
      before: null,
      after: { suites: ids, models, trigger, spendLimitUsd: options.spendLimitUsd },
    });
    return { row, job };
  });
  return toRun(row, job);
}

/** The suite with as many of its tests as the run asks. */
function drawn(suite: Suite, { testsPerSuite, seed }: RunOptions): Suite {
  if (testsPerSuite === null || suite.tests.length <= testsPerSuite) return suite;
  const tests = drawOrder(suite.tests, seed).slice(0, testsPerSuite);
  return { ...suite, tests, testCount: tests.length, checksum: checksumOf(tests) };
}

const ofRun = ({ id, name, version, category, task, testCount, checksum }: Suite): SuiteOfRun => ({
  id,
  name,
  version,
  category,
  task,
  testCount,
  checksum,
});

/** Models that search answer nothing else, and nothing else finds documents. */
function searches(snapshot: OrganizationSnapshot, { task }: Suite): boolean {
  return task !== null && snapshot.tasks.get(task)?.task.kind === "retrieval";
}

function usualModels(snapshot: OrganizationSnapshot, suites: readonly Suite[]): string[] {
  const wanted = suites.every((suite) => searches(snapshot, suite)) ? "search" : "chat";
  return snapshot.modelList
    .filter(({ status, kind, providerKind }) => status === "ready" && kind === wanted && providerKind !== "replay")
    .filter(({ slug }) => !suites.some(({ taughtModels }) => taughtModels.includes(slug)))
    .map(({ slug }) => slug)
    .slice(0, MOST_DEFAULT_MODELS);
}

function requireModels(snapshot: OrganizationSnapshot, models: string[], suites: readonly Suite[]): string[] {
  for (const slug of models) {
    const model = snapshot.models.get(slug);
    if (!model) throw invalidInput(`There is no model \`${slug}\``, { field: "models" });
    if (model.kind === "embedding") throw invalidInput(`\`${slug}\` answers no questions`, { field: "models" });
    if (model.status !== "ready") {
      throw invalidInput(`\`${slug}\` cannot be asked now (${model.status})`, { field: "models" });
    }
    const unfit = suites.find((suite) => searches(snapshot, suite) !== (model.kind === "search"));
    if (unfit) {
      throw invalidInput(
        model.kind === "search"
          ? `\`${slug}\` only searches, and "${unfit.name}" asks for answers: choose suites of search tasks for it`
          : `"${unfit.name}" asks for documents to be found, which \`${slug}\` does not do: choose models that search, such as local/search-hybrid`,
        { field: "models" },
      );
    }
    const taught = suites.find(({ taughtModels }) => taughtModels.includes(slug));
    if (taught) {
      throw invalidInput(
        `\`${slug}\` learned from the examples of "${taught.name}", so its answers would prove nothing; its accuracy on examples that were held out stands with its version`,
        { field: "models" },
      );
    }
  }
  return models;
}

/** A judge favours its own answers, so it takes no part; without a known price the spending limit could not be kept. */
function requireJudge(
  snapshot: OrganizationSnapshot,
  judge: string | null,
  models: readonly string[],
  suites: readonly Suite[],
): void {
  const wrong = (message: string) => invalidInput(message, { field: "judgeModel" });
  if (judge === null) {
    const suite = suites.find(({ tests }) => tests.some(({ check }) => check.kind === "judge"));
    if (suite) throw wrong(`"${suite.name}" has tests that only a judge can judge: name a model in \`judgeModel\``);
    return;
  }
  const model = snapshot.models.get(judge);
  if (!model) throw wrong(`There is no model \`${judge}\``);
  if (model.kind !== "chat") throw wrong(`\`${judge}\` writes no text, so it cannot judge`);
  if (model.price === null) throw wrong(`The price of \`${judge}\` is unknown, so no spending limit could be kept`);
  if (models.includes(judge)) throw wrong(`\`${judge}\` takes part, and no model judges its own answers`);
}

async function requireNoneRunning(ctx: Ctx): Promise<void> {
  const [latest] = await selectRuns(ctx, { take: 1 });
  if (!latest) return;
  const { status } = await getJob(ctx, latest.jobId);
  if (status !== "queued" && status !== "running") return;
  throw conflict("A benchmark run is under way: wait for it or cancel it", { details: { runId: latest.id } });
}
