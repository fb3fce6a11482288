import type { Trial } from "./trial";

export type ComposedStep = { candidateId: string; minConfidence: number };

/**
 * What a cascade of models would have answered, from what each of them answered alone: every call on the way costs and
 * takes its time. null when a model that would have been asked has no trial.
 */
export function composeTrial(
  testId: string,
  steps: readonly ComposedStep[],
  trialOf: (candidateId: string, testId: string) => Trial | undefined,
): Trial | null {
  let before: Trial | null = null;
  for (const [index, { candidateId, minConfidence }] of steps.entries()) {
    const trial = trialOf(candidateId, testId);
    if (!trial) return null;
    const joined: Trial = before ? joinTrials(before, trial) : trial;
    const isLast = index === steps.length - 1;
    const isSure = trial.error === null && trial.confidence !== null && trial.confidence >= minConfidence;
    if (isLast || isSure) return joined;
    before = joined;
  }
  return before;
}

/** The second answer, with what both took. A failed call changes the answer only when there is no other. */
export const joinTrials = (before: Trial, trial: Trial): Trial => ({
  ...(trial.error === null ? trial : before),
  costUsd: add(before.costUsd, trial.costUsd),
  latencyMs: before.latencyMs + trial.latencyMs,
  cpuMs: add(before.cpuMs, trial.cpuMs),
  executionId: null,
});

const add = (a: number | null, b: number | null): number | null => (a === null || b === null ? null : a + b);

/** Shares of the tests that go on to the next model, at which thresholds are tried. */
const ESCALATED = [0.02, 0.03, 0.04, 0.05, 0.1, 0.15, 0.2, 0.25, 0.3, 0.35, 0.4, 0.5, 0.6];

/** Thresholds worth trying for a first model: between neighbouring confidences, rising, each once. */
export function thresholdsOf(trials: readonly Trial[]): number[] {
  const confidences = trials.flatMap(({ confidence }) => confidence ?? []).sort((a, b) => a - b);
  if (confidences.length < 10) return [];
  const thresholds = ESCALATED.map((share) => {
    const index = Math.min(confidences.length - 1, Math.floor(share * confidences.length));
    const below = confidences[Math.max(0, index - 1)]!;
    return Math.round(((below + confidences[index]!) / 2) * 1e6) / 1e6;
  });
  return [...new Set(thresholds)].filter((threshold) => threshold > 0);
}
