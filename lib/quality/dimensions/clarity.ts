import { plateau, ramp } from "../scale";
import type { Evidence } from "../scorer";
import { lix, wordsPerSentence } from "../text/readability";
import { movingTypeTokenRatio } from "../text/repetition";
import type { Judgement } from "./weighted";

/** Sentences of a readable length, words that vary, and an end. */
export function clarity({ output }: Evidence): Judgement {
  const length = wordsPerSentence(output);
  const lengthScore = plateau(length, { zeroBelow: 1, low: 5, high: 26, zeroAbove: 60 });
  const easeScore = ramp(lix(output), 95, 65);
  const varietyScore = ramp(movingTypeTokenRatio(output.words), 0.4, 0.68);
  const endScore = endsProperly(output.raw) ? 100 : 40;
  return {
    score: 0.35 * lengthScore + 0.2 * easeScore + 0.3 * varietyScore + 0.15 * endScore,
    reason: `${Math.round(length)} words a sentence${varietyScore < 60 ? ", few different words" : ""}${
      easeScore < 60 ? ", hard to read" : ""
    }${endScore < 100 ? ", breaks off" : ""}`,
  };
}

/** Ends with a mark, a list, a name or code, and not in the middle of a sentence. */
function endsProperly(raw: string): boolean {
  const last = raw.trimEnd().split("\n").at(-1)!.trim();
  return /[.!?…:)\]}"'»”`*|。！？]$/u.test(last) || last.split(/\s+/u).length <= 8;
}
