import { clampScore, ramp } from "../scale";
import type { Evidence } from "../scorer";
import type { Judgement } from "./weighted";

/** How much the answer adds to what the question already holds; longer questions expect more. */
export function substance({ output, input }: Evidence): Judgement {
  const added = [...output.vocabulary].filter((stem) => !input?.vocabulary.has(stem)).length;
  const expected = Math.min(45, 16 + (input ? input.vocabulary.size : 10));
  return {
    score: clampScore(ramp(added, 0, expected)),
    reason: `${added} words of content beyond the question`,
  };
}
