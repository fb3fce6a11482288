import { requireScope, type Ctx } from "@/lib/platform/ctx";
import { getTask } from "@/lib/registry";
import { rankModels, type RankedResult } from "../ranking/rank-models";
import type { Leaderboard, LeaderboardQuery, SuiteOfRun } from "../run-schemas";
import { DEFAULT_WEIGHTS } from "../words";
import { selectResults, selectRuns } from "./run-store";

/** Runs that are looked through for each model's newest answers. */
const RUNS_READ = 30;

/**
 * The newest standing of every model, for each suite that was ever run here: of every test the newest answer counts, and of
 * a suite whose tests have changed only those of its newest form. `category` and `task` choose suites.
 */
export async function getLeaderboards(ctx: Ctx, { category, task }: LeaderboardQuery): Promise<Leaderboard[]> {
  requireScope(ctx, "read");
  if (task) await getTask(ctx, task);
  const runs = await selectRuns(ctx, { take: RUNS_READ });
  const wanted = new Map<string, { suite: SuiteOfRun; runIds: string[] }>();
  for (const run of runs) {
    for (const suite of run.suites as SuiteOfRun[]) {
      if ((category && suite.category !== category) || (task && suite.task !== task)) continue;
      const known = wanted.get(suite.id);
      if (!known) wanted.set(suite.id, { suite, runIds: [run.id] });
      else if (known.suite.checksum === suite.checksum) known.runIds.push(run.id);
    }
  }
  const boards: Leaderboard[] = [];
  for (const { suite, runIds } of wanted.values()) {
    const results = newestOf(await selectResults(ctx, runIds, { suite: suite.id }));
    if (results.length === 0) continue;
    boards.push({
      suiteId: suite.id,
      suiteName: suite.name,
      category: suite.category,
      task: suite.task,
      testCount: suite.testCount,
      rows: rankModels([...new Set(results.map(({ model }) => model))], results, DEFAULT_WEIGHTS),
    });
  }
  return boards.toSorted((a, b) => a.suiteName.localeCompare(b.suiteName, "en"));
}

/** Of every test and model the newest answer. A failure replaces no answer: it says nothing of the quality. */
function newestOf(results: readonly RankedResult[]): RankedResult[] {
  const newest = new Map<string, RankedResult>();
  for (const result of results) {
    const key = `${result.testId}\u0000${result.model}`;
    const known = newest.get(key);
    const isBetter =
      !known ||
      (result.status === "answered" && known.status !== "answered") ||
      (result.status === known.status && result.createdAt > known.createdAt);
    if (isBetter) newest.set(key, result);
  }
  return [...newest.values()];
}
