import { summarise, type SampleSummary } from "@/lib/platform/stats";
import type { Seen } from "./judge-gates";
import type { JudgedRequest } from "./measure-store";

type JudgedArms = { baseline: SampleSummary; candidate: SampleSummary };

/**
 * How right both versions were, step by step and on the requests that both answered. What the version that did not serve
 * would have answered is known to be right or wrong when somebody named the right label (`rightLabels`, by execution), or
 * when both said the same.
 */
export function judgeRequests(
  requests: readonly JudgedRequest[],
  rightLabels: ReadonlyMap<string, string>,
  stepCount: number,
): { byStep: JudgedArms[]; pairs: Seen["pairs"] } {
  const scores = Array.from({ length: stepCount }, () => ({ baseline: [] as number[], candidate: [] as number[] }));
  const pairs: { baseline: number; candidate: number }[] = [];
  for (const request of requests) {
    const score = request.quality / 100;
    scores[request.step]?.[request.arm].push(score);
    const other = scoreOfOther(request, score, rightLabels.get(request.executionId) ?? null);
    if (other === null) continue;
    pairs.push(
      request.arm === "candidate" ? { candidate: score, baseline: other } : { candidate: other, baseline: score },
    );
  }
  return {
    byStep: scores.map(({ baseline, candidate }) => ({
      baseline: summarise(baseline),
      candidate: summarise(candidate),
    })),
    pairs: summarisePairs(pairs),
  };
}

function scoreOfOther({ label, otherLabel }: JudgedRequest, score: number, rightLabel: string | null): number | null {
  if (otherLabel === null) return null;
  if (rightLabel !== null) return otherLabel === rightLabel ? 1 : 0;
  return otherLabel === label ? score : null;
}

function summarisePairs(pairs: readonly { baseline: number; candidate: number }[]): Seen["pairs"] {
  if (pairs.length < 2) return null;
  const mean = (arm: "baseline" | "candidate") => pairs.reduce((sum, pair) => sum + pair[arm], 0) / pairs.length;
  const { sd } = summarise(pairs.map(({ baseline, candidate }) => candidate - baseline));
  return { count: pairs.length, baseline: mean("baseline"), candidate: mean("candidate"), sdOfDifference: sd ?? 0 };
}
