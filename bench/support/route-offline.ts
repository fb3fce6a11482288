import type { LoadedPolicy } from "@/lib/routing/learned/load-routing-policy";
import { nextStep } from "@/lib/routing/learned/next-step";
import type { PolicyCall, ScoredPrompt } from "@/lib/routing/learned/types";

export type Routed = { score: number; costUsd: number; calls: number; decisionMs: number[] };

/** Follows the policy on recorded answers; it sees an answer and a cost only after it asked for them. */
export function routeOffline(
  policy: LoadedPolicy,
  { prompt, task, scores, costsUsd, answers }: ScoredPrompt,
  { embedding, isTaskTold }: { embedding: Float32Array | null; isTaskTold: boolean },
): Routed {
  const request = { prompt, task: isTaskTold ? task : null, embedding, eligible: new Set(Object.keys(scores)) };
  const calls: PolicyCall[] = [];
  const decisionMs: number[] = [];
  for (;;) {
    const beforeMs = performance.now();
    const step = nextStep(policy, request, calls);
    decisionMs.push(performance.now() - beforeMs);
    if (step.action === "abstain") throw new Error(step.reason);
    if (step.action === "answer") {
      const costUsd = calls.reduce((sum, call) => sum + (call.costUsd ?? 0), 0);
      return { score: scores[calls[step.with]!.model]!, costUsd, calls: calls.length, decisionMs };
    }
    calls.push({ model: step.model, answer: answers[step.model] ?? null, costUsd: costsUsd[step.model] ?? null });
  }
}
