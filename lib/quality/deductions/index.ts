import type { Deduction } from "../schemas";
import type { Evidence } from "../scorer";
import { copiedPrompt } from "./copied-prompt";
import { fillerText } from "./filler-text";
import { keywordList } from "./keyword-list";
import { otherLanguage } from "./other-language";
import { refusal } from "./refusal";
import { repeatedText } from "./repeated-text";
import { shouting } from "./shouting";

const RULES = [copiedPrompt, repeatedText, keywordList, otherLanguage, refusal, fillerText, shouting];

/** What spoils the answer as a whole; `exempt` names those that do not apply. */
export const deductionsOf = (evidence: Evidence, exempt: readonly string[]): Deduction[] =>
  RULES.filter(({ name }) => !exempt.includes(name)).flatMap(({ name, judge }) => {
    const deduction = judge(evidence);
    return deduction ? [{ name, ...deduction }] : [];
  });
