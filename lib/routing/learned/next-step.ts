import type { LoadedPolicy } from "./load-routing-policy";
import type { PolicyCall, PolicyRequest, PolicyStep } from "./types";

/**
 * What to do next, given what was asked and answered so far: another call, or one of the answers. Pure and fast. Never
 * asks a model that is not eligible or was asked already; with at least one call it always ends in an answer.
 */
export function nextStep(policy: LoadedPolicy, request: PolicyRequest, calls: readonly PolicyCall[]): PolicyStep {
  if (calls.length > 0) return { action: "answer", with: 0, reason: "One call was enough" };
  const best = policy.models.find(({ slug }) => request.eligible.has(slug));
  if (!best) return { action: "abstain", reason: "None of the models that the policy knows is eligible" };
  const isBest = best.slug === policy.evidence.bestSingleModel;
  return {
    action: "call",
    model: best.slug,
    reason: isBest ? "It is the best single model" : "It is the best eligible model",
  };
}
