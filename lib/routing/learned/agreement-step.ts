import { describeRule, leadingAnswer, type AgreementRule } from "./agreement-rule";
import { comparableAnswer } from "./comparable-answer";
import type { FittedPolicy } from "./fitted-policy";
import type { PolicyCall, PolicyRequest, PolicyStep } from "./types";

type Cascade = Extract<FittedPolicy["rule"], { kind: "cascade" }>;

export function ruleFor({ byTask, otherwise }: Cascade, task: string | null): AgreementRule {
  return byTask.find((rule) => rule.task === task) ?? otherwise;
}

/** null when the rule has nothing to say: none of its models is eligible, and nothing was asked. */
export function agreementStep(
  rule: AgreementRule,
  { eligible }: Pick<PolicyRequest, "eligible">,
  calls: readonly PolicyCall[],
): PolicyStep | null {
  const leading = leadingAnswer(calls.map(({ answer }) => comparableAnswer(answer)));
  if (calls.length > 0 && leading.votes >= rule.votes) {
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
