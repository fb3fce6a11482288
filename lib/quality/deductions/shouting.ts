import type { DeductionRule } from "./deduction-rule";

const MIN_LETTERS = 40;

export const shouting: DeductionRule = {
  name: "shouting",
  judge({ output: { raw } }) {
    const capitals = raw.match(/\p{Lu}/gu)?.length ?? 0;
    const small = raw.match(/\p{Ll}/gu)?.length ?? 0;
    const marks = raw.match(/!{2,}/gu)?.length ?? 0;
    if (capitals + small < MIN_LETTERS) return null;
    if (capitals <= small && marks < 2) return null;
    return {
      factor: capitals > small ? 0.6 : 0.8,
      reason: capitals > small ? "Written in capital letters" : "Rows of exclamation marks",
    };
  },
};
