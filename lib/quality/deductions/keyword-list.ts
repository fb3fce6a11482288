import { percent, ramp } from "../scale";
import { dominantWordShare } from "../text/repetition";
import type { DeductionRule } from "./deduction-rule";

/** Languages whose grammar lives in endings, so that few of their words are function words. */
const FEW_FUNCTION_WORDS: ReadonlySet<string> = new Set(["fi", "tr", "hu", "cs", "pl", "ro", "id"]);

/** Shares of function words: prose has more than the first, a list of keywords less than the second. */
function boundsOf(language: string | null): readonly [prose: number, list: number] {
  if (language === null) return [0.14, 0.05];
  return FEW_FUNCTION_WORDS.has(language) ? [0.1, 0.04] : [0.22, 0.13];
}

/** Words strung together instead of sentences, or one word over and over. */
export const keywordList: DeductionRule = {
  name: "keyword_list",
  judge({ output }) {
    const { words, functionWordShare, language, raw } = output;
    const dominant = dominantWordShare(output);
    const stuffed = ramp(dominant, 0.14, 0.3) / 100;
    const isLatin = /\p{Script=Latin}/u.test(raw);
    // The fewer words, the more likely they are a name or a phrase.
    const certainty = ramp(words.length, 4, 10) / 100;
    const listed = isLatin ? (certainty * ramp(functionWordShare, ...boundsOf(language))) / 100 : 0;
    const severity = Math.max(stuffed, listed);
    if (severity === 0) return null;
    const reason =
      stuffed > listed
        ? `One word makes up ${percent(dominant)} of the content`
        : "Mostly a list of words: hardly any sentence holds them together";
    return { factor: 1 - 0.8 * severity, reason };
  },
};
