import { checkWithoutReference, judgeAnswer } from "@/lib/benchmarks";
import { replayCache, type ReplayedHits } from "@/lib/cache";
import { readAnswered, type AnsweredQuestion } from "@/lib/executions";
import type { JobContext } from "@/lib/platform/jobs";
import { getTask } from "@/lib/registry";
import type { Configuration } from "@/lib/registry/schemas";
import { EXACT_CACHE, SEMANTIC_CACHE } from "./core/cache-candidates";
import { GOAL_WORDS } from "./core/goals";
import { judgeCache, type ReplayedRequest } from "./core/judge-cache";
import { measure } from "./core/measure";
import type { MeasuredFinalist, OptimizationPlan, OptimizationResult } from "./optimization-schemas";
import { baselineOf, type RunRow } from "./run-store";

/** Recorded requests that are replayed at most, and of how many days. */
const MOST_REQUESTS = 1_000;
const DAYS_MS = 14 * 86_400_000;
/** Fewer say too little. */
const LEAST_REQUESTS = 50;

/** Candidates of a plan that are judged by what was recorded. */
export const replayedOf = ({ candidates }: OptimizationPlan): OptimizationPlan["candidates"] =>
  candidates.filter(({ id }) => id === EXACT_CACHE || id === SEMANTIC_CACHE);

/** What a cache would have answered of what the task was asked until the run began; empty where nothing can be said. */
export async function judgeReplayed(
  { ctx, signal }: JobContext,
  row: RunRow,
  { plan, seed, finalists }: { plan: OptimizationPlan; seed: number; finalists: number },
): Promise<MeasuredFinalist[]> {
  const candidates = replayedOf(plan);
  const check = candidates.length > 0 ? checkWithoutReference(await getTask(ctx, row.taskSlug)) : null;
  if (!check) return [];
  const window = { from: new Date(row.createdAt.getTime() - DAYS_MS), to: row.createdAt };
  const asked = await readAnswered(ctx, { task: row.taskSlug, ...window, limit: MOST_REQUESTS });
  if (asked.length < LEAST_REQUESTS) return [];
  const judge = async (prompt: string, answer: string): Promise<number> => {
    signal.throwIfAborted();
    const messages = [{ role: "user" as const, content: prompt }];
    return (await judgeAnswer(ctx.runtime.codeSandbox, { messages, check }, answer)).quality;
  };
  const own: number[] = [];
  for (const { prompt, answer } of asked) own.push(await judge(prompt, answer));

  const judged: MeasuredFinalist[] = [];
  for (const { id, label, changes } of candidates) {
    const rules = {
      ...baselineOf(row).cache,
      ...changes.cache,
      mode: id === EXACT_CACHE ? "exact" : "semantic",
    } as const;
    const startedMs = performance.now();
    const hits = await replayCache(asked, rules, ctx.runtime.embedder, signal);
    const lookupMs = (performance.now() - startedMs) / asked.length;
    const requests = await replayedRequests(asked, hits, { own, judge, lookupMs });
    const options = { type: plan.type, margins: plan.margins, finalists: finalists + candidates.length, seed };
    const { judgement, before, after } = judgeCache(requests, options);
    judged.push({
      id,
      label,
      changes,
      ...judgement,
      after: measure(after, { isGraded: true, seed }),
      before: measure(before, { isGraded: true, seed }),
    });
  }
  return judged;
}

type Judging = { own: readonly number[]; judge: (prompt: string, answer: string) => Promise<number>; lookupMs: number };

/** A hit takes what the gateway itself took, and the look into the cache. */
async function replayedRequests(
  asked: readonly AnsweredQuestion[],
  hits: ReplayedHits,
  { own, judge, lookupMs }: Judging,
): Promise<ReplayedRequest[]> {
  const requests: ReplayedRequest[] = [];
  for (const [index, { id, prompt, costUsd, latencyMs, overheadMs }] of asked.entries()) {
    const hit = hits[index] ?? null;
    requests.push({
      id,
      costUsd,
      latencyMs,
      hitLatencyMs: overheadMs === null ? latencyMs : overheadMs + lookupMs,
      quality: own[index]!,
      hitQuality: hit === null ? null : await judge(prompt, asked[hit]!.answer),
    });
  }
  return requests;
}

/** What was asked and what was replayed, as one result: the greatest proven gain wins. */
export function withReplayed(
  result: OptimizationResult,
  replayed: readonly MeasuredFinalist[],
  { type }: OptimizationPlan,
  baseline: Configuration,
): OptimizationResult {
  if (replayed.length === 0) return result;
  const finalists = [...result.finalists, ...replayed];
  const [best] = finalists
    .filter(({ isAccepted }) => isAccepted)
    .toSorted((a, b) => (b.gain?.mean ?? 0) - (a.gain?.mean ?? 0));
  const candidates = [
    ...result.candidates,
    ...replayed.map(({ id, label, isAccepted, reason, gain, comparison }) => ({
      id,
      label,
      why: "Judged by replaying what was recorded",
      state: isAccepted ? ("accepted" as const) : ("rejected" as const),
      reason,
      tests: comparison.quality?.count ?? 0,
      gain: gain?.mean ?? null,
      qualityPoints: comparison.quality?.mean ?? null,
    })),
  ];
  if (!best || best.id === result.winnerId) return { ...result, finalists, candidates };
  return {
    ...result,
    finalists,
    candidates,
    outcome: "improved",
    winnerId: best.id,
    configuration: { ...baseline, ...best.changes },
    summary: `${best.label}: improves ${GOAL_WORDS[type]} by ${(100 * best.gain!.mean).toFixed(0)} % on replayed requests`,
  };
}
