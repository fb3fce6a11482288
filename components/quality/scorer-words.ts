import type { ScorerName } from "@/lib/quality/words";

/** What a scorer compares with, and how it is written in the form. */
export type ReferenceKind = "label" | "number" | "json" | "ids";

type ScorerWords = {
  name: string;
  /** Of the field "What was asked". */
  inputHint: string;
  reference: { kind: ReferenceKind; hint: string } | null;
};

const GENERAL_HINT = "The question or instruction. Without it, whether the answer fits is not judged.";

/** How each scorer is named, and what it wants to know beside the answer. */
export const SCORER_WORDS: Readonly<Record<ScorerName, ScorerWords>> = {
  general: { name: "General answer", inputHint: GENERAL_HINT, reference: null },
  email_writing: { name: "E-mail", inputHint: "What the e-mail should say, and to whom.", reference: null },
  conversation_response: { name: "Reply to a customer", inputHint: "What the customer wrote.", reference: null },
  content_summarization: {
    name: "Summary",
    inputHint: "The text to summarize; or the instruction, with the text as the source below.",
    reference: null,
  },
  code_generation: {
    name: "Code",
    inputHint: "What the code should do, with the names it should have.",
    reference: null,
  },
  data_extraction: {
    name: "Data extraction",
    inputHint: "The wanted fields and the text to read them from.",
    reference: { kind: "json", hint: "The right data as JSON. Without it, values are looked up in the text." },
  },
  classification: {
    name: "Classification",
    inputHint: "The text to classify.",
    reference: { kind: "label", hint: "The right label. Needed, unless allowed labels are given." },
  },
  retrieval: {
    name: "Retrieval",
    inputHint: "What was searched for.",
    reference: { kind: "ids", hint: "The relevant ids, one a line, or JSON with a grade for each. Needed." },
  },
  lead_scoring: {
    name: "Lead scoring",
    inputHint: "What is known of the lead.",
    reference: { kind: "number", hint: "The lead’s true score, 0 to 100." },
  },
  website_analysis: {
    name: "Website analysis",
    inputHint: "The site and what was measured of it.",
    reference: null,
  },
};
