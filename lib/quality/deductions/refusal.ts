import type { DeductionRule } from "./deduction-rule";

const REFUSAL =
  /\b(?:as an? (?:ai|artificial|large) \p{L}*\s?(?:language )?model|as an ai\b|i(?:'m| am) (?:sorry,? )?(?:but )?(?:i )?(?:unable|not able) to|i (?:can(?:'t|not)|won't) (?:help|assist|do|fulfil|comply|provide|answer|write)|als ki\b|als sprachmodell|ich kann (?:ihnen |dir )?(?:dabei |damit )?(?:leider )?nicht (?:helfen|weiterhelfen|beantworten)|no puedo (?:ayudar|responder|ayudarte)|como modelo de lenguaje|je ne peux pas (?:vous )?(?:aider|répondre)|en tant qu(?:e |')(?:modèle|ia)|non posso aiutar|não posso ajudar|como um modelo)/iu;

/** Where a refusal stands when the answer is one. */
const BEGINNING_CHARACTERS = 250;

/** An answer that declines to answer, or that speaks of being a model. */
export const refusal: DeductionRule = {
  name: "refusal",
  judge({ output }) {
    const apostrophes = output.raw.replaceAll("’", "'");
    if (!REFUSAL.test(apostrophes.slice(0, BEGINNING_CHARACTERS))) return null;
    const isWhole = output.words.length < 80;
    return { factor: isWhole ? 0.3 : 0.75, reason: "Declines instead of answering, or speaks of being a model" };
  },
};
