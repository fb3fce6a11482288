import { summarise, type SampleSummary } from "@/lib/platform/stats";
import type { Seen } from "./judge-gates";
import type { JudgedRequest } from "./measure-store";

/** What somebody said of an execution. */
export type Judgement = {
  executionId: string;
  /** How right the served answer was, 0–1. */
  score: number;
  /** The label that would have been right; null when nobody named it. */
  rightLabel: string | null;
};

type JudgedArms = { baseline: SampleSummary; candidate: SampleSummary };

/**
 * How right both versions were, step by step and on the requests that both answered. People count before scorers. What
 * the version that did not serve would have answered is known to be right or wrong when the right label is known, or
 * when both said the same.
 */
export function judgeRequests(
  requests: readonly JudgedRequest[],
  judgements: readonly Judgement[],
  stepCount: number,
): { byStep: JudgedArms[]; pairs: Seen["pairs"] } {
  const said = new Map(judgements.map((judgement) => [judgement.executionId, judgement]));
  const scores = Array.from({ length: stepCount }, () => ({ baseline: [] as number[], candidate: [] as number[] }));
  const pairs: { baseline: number; candidate: number }[] = [];
  for (const request of requests) {
    const judgement = said.get(request.executionId);
    const score = judgement?.score ?? (request.quality === null ? null : request.quality / 100);
    if (score === null) continue;
    scores[request.step]?.[request.arm].push(score);
    const other = scoreOfOther(request, score, judgement?.rightLabel ?? null);
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
