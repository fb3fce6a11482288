import type { LoadedPromptRule } from "./load-routing-policy";
import { bestModel } from "./best-model";
import { predictQuality } from "./predict-quality";
import type { PolicyRequest, PolicyStep } from "./types";

/** null when none of the rule's models is eligible. */
export function promptStep(rule: LoadedPromptRule, { prompt, embedding, eligible }: PolicyRequest): PolicyStep | null {
  const expected = predictQuality(rule, prompt, embedding);
  const best = bestModel(expected, rule.scorePerUsd, (model) => eligible.has(rule.models[model]!));
  if (best < 0) return null;
  const score = Math.round(100 * expected.scores[best]!);
  return {
    action: "call",
    model: rule.models[best]!,
    reason: `Expected quality ${score} on ${rule.neighbours} prompts like this one, the most for its price`,
  };
}
