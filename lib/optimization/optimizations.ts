import { z } from "zod";
import { recordAudit } from "@/lib/platform/audit";
import { requireScope, type Ctx } from "@/lib/platform/ctx";
import { cancelJob, getJob, jobEvents } from "@/lib/platform/jobs";
import { isFinished } from "@/lib/platform/jobs/schemas";
import { decodeCursor, page, type Page } from "@/lib/platform/pagination";
import { divideTests, requireSuite } from "./plan-optimization";
import type { ListOptimizationsQuery, OptimizationRun, TrialRow } from "./optimization-schemas";
import { closeRun, optionsOf, planOf, requireRun, selectRuns, selectTrials, toRun, type RunRow } from "./run-store";
import { BASELINE } from "./core/trial";

/** Newest first; of one task only with `task`. */
export async function listOptimizations(ctx: Ctx, query: ListOptimizationsQuery): Promise<Page<OptimizationRun>> {
  requireScope(ctx, "read");
  const rows = await selectRuns(ctx, {
    task: query.task,
    take: query.limit + 1,
    beforeId: decodeCursor(query.cursor, z.uuid()),
  });
  const runs = await Promise.all(rows.map(async (row) => toRun(row, await getJob(ctx, row.jobId))));
  return page({ rows: runs, limit: query.limit, cursorOf: ({ id }) => id });
}

/** Throws `not_found` when this organization has no such run. */
export async function getOptimization(ctx: Ctx, id: string): Promise<OptimizationRun> {
  requireScope(ctx, "read");
  const row = await requireRun(ctx, id);
  return toRun(row, await getJob(ctx, row.jobId));
}

/** Progress and state as server-sent events, until the search is over. */
export async function optimizationEvents(ctx: Ctx, id: string): Promise<Response> {
  requireScope(ctx, "read");
  return jobEvents(ctx, (await requireRun(ctx, id)).jobId);
}

/** Ends the search within about a second; what was asked stays as evidence. Throws `conflict` when it is over. */
export async function cancelOptimization(ctx: Ctx, id: string): Promise<OptimizationRun> {
  requireScope(ctx, "write");
  const row = await requireRun(ctx, id);
  const job = await cancelJob(ctx, row.jobId);
  await ctx.db.$transaction(async (tx) => {
    // One that has not begun ends at once, and nobody else would tell.
    if (isFinished(job.status)) await closeRun(tx, ctx.organizationId, id);
    await recordAudit(tx, ctx, {
      action: "optimization.cancel",
      subjectType: "optimization",
      subjectId: id,
      before: null,
      after: { status: job.status },
    });
  });
  return toRun(row, job);
}

/** The evidence: every test as the configuration in force and the candidates answered it, in the order of the suite. */
export async function listOptimizationTrials(ctx: Ctx, id: string): Promise<TrialRow[]> {
  requireScope(ctx, "read");
  const row = await requireRun(ctx, id);
  const trials = await selectTrials(ctx, id);
  const labels = new Map(planOf(row).candidates.map((candidate) => [candidate.id, candidate.label]));
  const verified = await verifiedIds(ctx, row);
  const byTest = new Map<string, TrialRow>();
  for (const { candidateId, trial } of trials) {
    const part = verified === null || verified.has(trial.testId) ? "verify" : "search";
    const known = byTest.get(trial.testId) ?? { testId: trial.testId, prompt: trial.prompt, part, answers: [] };
    const label =
      candidateId === BASELINE ? "In force" : (labels.get(candidateId.split("@")[0]!) ?? trial.model ?? candidateId);
    known.answers.push({ candidateId, label, trial });
    byTest.set(trial.testId, known);
  }
  const order = (candidateId: string) => (candidateId === BASELINE ? "" : candidateId);
  for (const one of byTest.values()) one.answers.sort((a, b) => (order(a.candidateId) < order(b.candidateId) ? -1 : 1));
  return [...byTest.values()].sort((a, b) => a.part.localeCompare(b.part) || (a.testId < b.testId ? -1 : 1));
}

/** null when the suite is gone: then nothing tells the parts apart. */
async function verifiedIds(ctx: Ctx, row: RunRow): Promise<Set<string> | null> {
  const { replayedUntil } = planOf(row).suite;
  const until = replayedUntil ? new Date(replayedUntil) : row.createdAt;
  const suite = await requireSuite(ctx, row.taskSlug, until).catch(() => null);
  return suite && new Set(divideTests(suite.tests, optionsOf(row).seed).verify.map((test) => test.id));
}
