import { percent, ramp } from "../scale";
import { copiedShare } from "../text/overlap";
import type { DeductionRule } from "./deduction-rule";

/** An answer that repeats what it was asked. Quoting a third of it is nothing unusual. */
export const copiedPrompt: DeductionRule = {
  name: "copied_prompt",
  judge({ output, input }) {
    if (!input || output.words.length < 12) return null;
    const share = copiedShare(output, input, 5);
    const severity = ramp(share, 0.5, 0.85) / 100;
    return severity === 0
      ? null
      : { factor: 1 - 0.8 * severity, reason: `${percent(share)} of the answer repeats what was asked` };
  },
};
