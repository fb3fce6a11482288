import type { LoadedPolicy } from "../learned/load-routing-policy";
import { nextStep } from "../learned/next-step";
import type { PolicyCall, ScoredPrompt } from "../learned/types";

/** What a policy would have made of a prompt whose answers are all known. */
export type PolicyOutcome = {
  /** 0–1. */
  score: number;
  /** US dollars of all calls; null when one is unknown. */
  costUsd: number | null;
  calls: string[];
};

/** Follows a policy through recorded answers. null when the recording lacks what the policy asks for. */
export function replayPolicy(
  policy: LoadedPolicy,
  prompt: ScoredPrompt,
  embedding: Float32Array | null,
): PolicyOutcome | null {
  const eligible = new Set(Object.keys(prompt.scores));
  const calls: PolicyCall[] = [];
  for (;;) {
    const request = { prompt: prompt.prompt, task: prompt.task, embedding, eligible };
    const step = nextStep(policy, request, calls);
    if (step.action === "abstain") return null;
    if (step.action === "answer") return outcomeOf(prompt, calls, step.with);
    calls.push({
      model: step.model,
      answer: prompt.answers[step.model] ?? null,
      costUsd: prompt.costsUsd[step.model] ?? null,
    });
    eligible.delete(step.model);
  }
}

function outcomeOf(prompt: ScoredPrompt, calls: readonly PolicyCall[], taken: number): PolicyOutcome | null {
  const score = prompt.scores[calls[taken]?.model ?? ""];
  if (score === undefined) return null;
  const costs = calls.map(({ costUsd }) => costUsd);
  return {
    score,
    costUsd: costs.includes(null) ? null : costs.reduce<number>((sum, cost) => sum + (cost ?? 0), 0),
    calls: calls.map(({ model }) => model),
  };
}
