import { seededRandom } from "@/lib/platform/seeded-random";
import { percentiles } from "@/lib/platform/stats";
import type { BenchmarkResult, Estimate, LeaderboardRow, Weights } from "../run-schemas";
import { PASS_QUALITY } from "../words";

export type RankedResult = Pick<
  BenchmarkResult,
  "suiteId" | "testId" | "model" | "status" | "quality" | "latencyMs" | "costUsd" | "createdAt"
>;

/** Draws of the bootstrap; the intervals' ends are then right to about a point. */
const DRAWS = 400;

/**
 * Orders models by a weighted score of quality, speed and cost, best first. Speed and cost count against the best of
 * these models (best / own), so that units do not matter; a cost that nobody knows is left out and its weight goes to the
 * others. Intervals of scores and ranks are those of a bootstrap over tests (Efron 1979), the same draw for all models, so
 * that a hard test is hard for all. A model without any answer comes last.
 */
export function rankModels(
  models: readonly string[],
  results: readonly RankedResult[],
  weights: Weights,
): LeaderboardRow[] {
  const tests = [...new Set(results.map(keyOf))];
  const at = new Map(tests.map((key, index) => [key, index]));
  const records = models.map((model) => {
    const own = results.filter((result) => result.model === model);
    const answered = own.filter(({ status, quality }) => status === "answered" && quality !== null);
    const byTest: Grid = Array.from({ length: tests.length }, () => null);
    for (const result of answered) {
      byTest[at.get(keyOf(result))!] = {
        quality: result.quality!,
        latencyMs: result.latencyMs,
        costUsd: result.costUsd,
      };
    }
    return { model, own, answered, byTest };
  });
  const grids = records.map(({ byTest }) => byTest);
  const all = tests.map((_, index) => index);
  const draws = bootstrap(grids, tests.length, weights);
  const scores = scoresOf(grids, all, weights);
  const ranks = ranksOf(scores.map((score) => score?.score ?? null));
  return records
    .map(({ model, own, answered }, index): LeaderboardRow => {
      const ranksDrawn = draws.map((draw) => draw.ranks[index]!);
      return {
        model,
        rank: ranks[index]!,
        rankLow: Math.min(ranks[index]!, Math.round(percentile(ranksDrawn, 0.025) ?? ranks[index]!)),
        rankHigh: Math.max(ranks[index]!, Math.round(percentile(ranksDrawn, 0.975) ?? ranks[index]!)),
        score: estimate(
          scores[index]?.score,
          draws.map((draw) => draw.scores[index]?.score),
        ),
        quality: estimate(
          scores[index]?.quality,
          draws.map((draw) => draw.scores[index]?.quality),
        ),
        passRate:
          answered.length === 0
            ? null
            : answered.filter(({ quality }) => quality! >= PASS_QUALITY).length / answered.length,
        latencyMsP50: percentile(known(answered.map(({ latencyMs }) => latencyMs)), 0.5),
        costUsd: mean(known(answered.map(({ costUsd }) => costUsd))),
        answeredCount: answered.length,
        failedCount: own.filter(({ status }) => status === "failed").length,
        skippedCount: own.filter(({ status }) => status === "skipped").length,
        measuredAt: own.map(({ createdAt }) => createdAt).reduce((a, b) => (a > b ? a : b), "") || null,
      };
    })
    .toSorted((a, b) => a.rank - b.rank);
}

type Answer = { quality: number; latencyMs: number | null; costUsd: number | null };
/** One place per test; null where the model gave no answer. */
type Grid = (Answer | null)[];
type Score = { score: number; quality: number };

const keyOf = ({ suiteId, testId }: RankedResult): string => `${suiteId}\u0000${testId}`;

function bootstrap(grids: readonly Grid[], count: number, weights: Weights) {
  if (count < 2) return [];
  const random = seededRandom(count);
  return Array.from({ length: DRAWS }, () => {
    const drawn = Array.from({ length: count }, () => Math.floor(random() * count));
    const scores = scoresOf(grids, drawn, weights);
    return { scores, ranks: ranksOf(scores.map((score) => score?.score ?? null)) };
  });
}

/** Final scores over some tests, null for a model that answered none of them. */
function scoresOf(grids: readonly Grid[], tests: readonly number[], weights: Weights): (Score | null)[] {
  const facts = grids.map((grid) => {
    let count = 0;
    let quality = 0;
    let latency = 0;
    let timed = 0;
    let cost = 0;
    let priced = 0;
    for (const test of tests) {
      const answer = grid[test];
      if (!answer) continue;
      count++;
      quality += answer.quality;
      if (answer.latencyMs !== null) [latency, timed] = [latency + Math.log(1 + answer.latencyMs), timed + 1];
      if (answer.costUsd !== null) [cost, priced] = [cost + answer.costUsd, priced + 1];
    }
    if (count === 0) return null;
    return {
      quality: quality / count,
      // The geometric mean moves smoothly under the bootstrap, and one slow answer does not rule it.
      latencyMs: timed === 0 ? null : Math.exp(latency / timed) - 1,
      costUsd: priced === 0 ? null : cost / priced,
    };
  });
  const fastest = Math.min(...facts.map((fact) => fact?.latencyMs ?? Infinity));
  const cheapest = Math.min(...facts.map((fact) => fact?.costUsd ?? Infinity));
  return facts.map((fact) => {
    if (!fact) return null;
    const parts = [
      { weight: weights.quality, value: fact.quality },
      { weight: weights.speed, value: fact.latencyMs === null ? null : share(fastest, fact.latencyMs) },
      { weight: weights.cost, value: fact.costUsd === null ? null : share(cheapest, fact.costUsd) },
    ].filter((part): part is { weight: number; value: number } => part.value !== null);
    const total = parts.reduce((sum, { weight }) => sum + weight, 0);
    const score =
      total === 0 ? fact.quality : parts.reduce((sum, { weight, value }) => sum + weight * value, 0) / total;
    return { score, quality: fact.quality };
  });
}

/** 0–100. What costs nothing or takes no time is as good as can be. */
const share = (best: number, own: number): number => (own <= best ? 100 : (100 * best) / own);

/** From 1; equal scores share the better rank, unknown ones are last. */
const ranksOf = (scores: readonly (number | null)[]): number[] =>
  scores.map((own) => 1 + scores.filter((other) => (other ?? -1) > (own ?? -1)).length);

function estimate(value: number | undefined, drawn: readonly (number | undefined)[]): Estimate | null {
  if (value === undefined) return null;
  const values = drawn.filter((one) => one !== undefined);
  return {
    value,
    low: Math.min(value, percentile(values, 0.025) ?? 0),
    high: Math.max(value, percentile(values, 0.975) ?? 100),
  };
}

const known = (values: readonly (number | null)[]): number[] => values.filter((value) => value !== null);

const mean = (values: readonly number[]): number | null =>
  values.length === 0 ? null : values.reduce((sum, value) => sum + value, 0) / values.length;

/** `share` is 0–1. */
const percentile = (values: readonly number[], share: number): number | null =>
  percentiles(values, [100 * share])[0] ?? null;
