import { groundOf } from "../scorer";
import type { DeductionRule } from "./deduction-rule";

/** Fewer words of the question say too little about its language. */
const MIN_WORDS = 8;

/** A question that names a language may ask for an answer in it. */
const LANGUAGE_NAMED =
  /\b(?:english|german|spanish|french|italian|portuguese|dutch|polish|swedish|danish|finnish|czech|turkish|romanian|hungarian|indonesian|russian|chinese|japanese|korean|arabic|englisch\w*|deutsch\w*|spanisch\w*|französisch\w*|italienisch\w*|ingl[eé]s|inglesa?|alem[aá]n|espa[nñ]ol|franc[eé]s|anglais|allemand|espagnol|français|inglese|tedesco|spagnolo|inglês|alemão|espanhol|engels|duits|translat\w*|übersetz\w*|traduc\w*|tradui\w*)(?![\p{L}])/iu;

/** An answer in another language than the question, where none was asked for. */
export const otherLanguage: DeductionRule = {
  name: "other_language",
  judge(evidence) {
    const { output } = evidence;
    const asked = groundOf(evidence).filter((text) => text.words.length >= MIN_WORDS && text.language !== null);
    if (asked.length === 0 || output.language === null || output.words.length < MIN_WORDS) return null;
    if (asked.some((text) => text.language === output.language || LANGUAGE_NAMED.test(text.raw))) return null;
    return {
      factor: 0.7,
      reason: `The question is in \`${asked[0]!.language}\`, the answer in \`${output.language}\``,
    };
  },
};
