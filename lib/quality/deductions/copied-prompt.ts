import { percent, ramp } from "../scale";
import { copiedShare } from "../text/overlap";
import type { Text } from "../text/read-text";
import type { DeductionRule } from "./deduction-rule";

/** An answer that repeats what it was asked. Quoting a third of it is nothing unusual. */
export const copiedPrompt: DeductionRule = {
  name: "copied_prompt",
  judge({ output, input }) {
    if (!input || output.words.length < 12) return null;
    const share = Math.max(copiedShare(output, input, 5), ownWordShare(output, input));
    const severity = ramp(share, 0.5, 0.85) / 100;
    return severity === 0
      ? null
      : { factor: 1 - 0.8 * severity, reason: `${percent(share)} of the answer repeats what was asked` };
  },
};

/**
 * The same for a question turned round ("You want to know …"): how far runs of three come from it, once the answer has
 * next to no content of its own.
 */
function ownWordShare(output: Text, input: Text): number {
  const added = [...output.vocabulary].filter((stem) => !input.vocabulary.has(stem)).length;
  return added > 0.25 * output.vocabulary.size ? 0 : copiedShare(output, input, 3);
}
