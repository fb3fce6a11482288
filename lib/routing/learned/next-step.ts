import { describeRule, leadingAnswer, type AgreementRule } from "./agreement-rule";
import { comparableAnswer } from "./comparable-answer";
import type { LoadedPolicy } from "./load-routing-policy";
import type { PolicyCall, PolicyRequest, PolicyStep } from "./types";

/**
 * What to do next, given what was asked and answered so far: another call, or one of the answers. Pure and fast. Never
 * asks a model that is not eligible or was asked already; with at least one call it always ends in an answer.
 */
export function nextStep(policy: LoadedPolicy, request: PolicyRequest, calls: readonly PolicyCall[]): PolicyStep {
  const { rule } = policy;
  const step = rule.kind === "cascade" ? agreementStep(ruleFor(rule, request.task), request, calls) : null;
  return step ?? fallbackStep(policy, request, calls);
}

type Cascade = Extract<LoadedPolicy["rule"], { kind: "cascade" }>;

function ruleFor({ byTask, otherwise }: Cascade, task: string | null): AgreementRule {
  return byTask.find((rule) => rule.task === task) ?? otherwise;
}

/** null when the rule has nothing to say: none of its models is eligible, and nothing was asked. */
function agreementStep(
  rule: AgreementRule,
  { eligible }: PolicyRequest,
  calls: readonly PolicyCall[],
): PolicyStep | null {
  const leading = leadingAnswer(calls.map(({ answer }) => comparableAnswer(answer)));
  if (calls.length >= rule.votes && leading.votes >= rule.votes) {
    const reason = rule.votes === 1 ? "One call was enough" : `${leading.votes} of ${calls.length} answers agree`;
    return { action: "answer", with: leading.index, reason };
  }
  const asked = new Set(calls.map(({ model }) => model));
  const next = rule.models.find((model) => eligible.has(model) && !asked.has(model));
  if (next) return { action: "call", model: next, reason: reasonFor(rule, calls.length) };
  if (calls.length === 0) return null;
  return { action: "answer", with: leading.index, reason: "All models of the rule were asked" };
}

function reasonFor(rule: AgreementRule, calls: number): string {
  if (rule.models.length === 1) return `Learned from scored prompts: ${describeRule(rule)}`;
  if (calls === 0) return `Learned from scored prompts: ask ${describeRule(rule)}`;
  return calls < rule.votes ? "A second opinion" : "The answers so far do not agree";
}

function fallbackStep(policy: LoadedPolicy, { eligible }: PolicyRequest, calls: readonly PolicyCall[]): PolicyStep {
  if (calls.length > 0) return { action: "answer", with: calls.length - 1, reason: "One call was enough" };
  const best = policy.models.find(({ slug }) => eligible.has(slug));
  if (!best) return { action: "abstain", reason: "None of the models that the policy knows is eligible" };
  const isBest = best.slug === policy.evidence.bestSingleModel;
  const reason = isBest ? "It is the best single model" : "It is the best eligible model";
  return { action: "call", model: best.slug, reason };
}
