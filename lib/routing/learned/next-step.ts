import { agreementStep, ruleFor } from "./agreement-step";
import type { LoadedPolicy } from "./load-routing-policy";
import { promptStep } from "./prompt-step";
import type { PolicyCall, PolicyRequest, PolicyStep } from "./types";

/**
 * What to do next, given what was asked and answered so far: another call, or one of the answers. Pure and fast. Never
 * asks a model that is not eligible or was asked already; with at least one call it always ends in an answer.
 */
export function nextStep(policy: LoadedPolicy, request: PolicyRequest, calls: readonly PolicyCall[]): PolicyStep {
  return ruleStep(policy, request, calls) ?? fallbackStep(policy, request, calls);
}

/** null when the rule has nothing to say. */
function ruleStep({ rule }: LoadedPolicy, request: PolicyRequest, calls: readonly PolicyCall[]): PolicyStep | null {
  switch (rule.kind) {
    case "constant":
      return null;
    case "cascade":
      return agreementStep(ruleFor(rule, request.task), request, calls);
    case "prompt":
      return calls.length > 0 ? null : promptStep(rule, request);
    default:
      return rule satisfies never;
  }
}

function fallbackStep(policy: LoadedPolicy, { eligible }: PolicyRequest, calls: readonly PolicyCall[]): PolicyStep {
  if (calls.length > 0) return { action: "answer", with: calls.length - 1, reason: "One call was enough" };
  const best = policy.models.find(({ slug }) => eligible.has(slug));
  if (!best) return { action: "abstain", reason: "None of the models that the policy knows is eligible" };
  const isBest = best.slug === policy.evidence.bestSingleModel;
  const reason = isBest ? "It is the best single model" : "It is the best eligible model";
  return { action: "call", model: best.slug, reason };
}
