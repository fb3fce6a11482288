import { percent, ramp } from "../scale";
import { repeatedRunShare } from "../text/repetition";
import type { DeductionRule } from "./deduction-rule";

export const repeatedText: DeductionRule = {
  name: "repetition",
  judge({ output }) {
    if (output.words.length < 16) return null;
    const share = repeatedRunShare(output);
    const severity = ramp(share, 0.15, 0.6) / 100;
    return severity === 0
      ? null
      : {
          factor: 1 - 0.85 * severity,
          reason: `${percent(share)} of the text says what it already said, word for word`,
        };
  },
};
