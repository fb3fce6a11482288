import { wilsonInterval } from "@/lib/platform/stats";
import type { Margins } from "../optimization-schemas";
import type { OptimizationType } from "../words";
import { judgeCandidate, type Judgement } from "./judge-candidate";
import { pairTrials, type Trial, type TrialPair } from "./trial";

/** A request as it was answered, and what a cache would have given. */
export type ReplayedRequest = {
  id: string;
  costUsd: number | null;
  latencyMs: number;
  /** Of a hit, milliseconds. */
  hitLatencyMs: number;
  /** 0–100, of its own answer. */
  quality: number;
  /** 0–100, of the answer that it would have got; null where a model is asked. */
  hitQuality: number | null;
};

/** An answer to another question that is so much worse than the question's own is a false hit, points of 100. */
const FALSE_POINTS = 10;
/** Share of hits that may be false, with the upper bound of its interval. */
const FALSE_FLOOR = 0.05;

export type JudgedCache = { judgement: Judgement; hits: number; falseHits: number; before: Trial[]; after: Trial[] };

/** Whether a cache is proven on what was recorded: by the rule of every candidate, and by its false hits. */
export function judgeCache(
  requests: readonly ReplayedRequest[],
  options: { type: OptimizationType; margins: Margins; finalists: number; seed: number },
): JudgedCache {
  const before = requests.map(({ id, ...own }) => trial(id, own.quality, own.costUsd, own.latencyMs));
  const after = requests.map(({ id, hitQuality, hitLatencyMs, ...own }) =>
    hitQuality === null ? trial(id, own.quality, own.costUsd, own.latencyMs) : trial(id, hitQuality, 0, hitLatencyMs),
  );
  const pairs: TrialPair[] = pairTrials(before, after);
  const hit = requests.flatMap(({ quality, hitQuality }) => (hitQuality === null ? [] : [quality - hitQuality]));
  const falseHits = hit.filter((lost) => lost > FALSE_POINTS).length;
  const judged = judgeCandidate(pairs, options);
  return {
    judgement: withFalseHits(judged, hit.length, falseHits, requests.length),
    hits: hit.length,
    falseHits,
    before,
    after,
  };
}

function withFalseHits(judged: Judgement, hits: number, falseHits: number, requests: number): Judgement {
  const share = `${hits} of ${requests} recorded requests`;
  if (hits === 0)
    return { ...judged, isAccepted: false, reason: `Would have answered none of ${requests} recorded requests` };
  const { high } = wilsonInterval({ successes: falseHits, trials: hits });
  if (high > FALSE_FLOOR) {
    const reason = `Not proven: of ${hits} hits ${falseHits} were false, and up to ${(100 * high).toFixed(1)} % may be; ${100 * FALSE_FLOOR} % is the most`;
    return { ...judged, isAccepted: false, reason };
  }
  return judged.isAccepted
    ? { ...judged, reason: `Proven by replay: would have answered ${share}, ${falseHits} of them falsely` }
    : { ...judged, reason: `${judged.reason} (would have answered ${share})` };
}

const trial = (testId: string, quality: number, costUsd: number | null, latencyMs: number): Trial => ({
  testId,
  quality,
  costUsd,
  latencyMs,
  cpuMs: null,
  memoryMb: null,
  confidence: null,
  error: null,
  executionId: testId,
});
