/** The words of this domain without the validator, for pages that only offer or name them. */

export const SCORERS = [
  "website_analysis",
  "email_writing",
  "code_generation",
  "conversation_response",
  "lead_scoring",
  "content_summarization",
  "data_extraction",
  "classification",
  "retrieval",
  "general",
] as const;
export type ScorerName = (typeof SCORERS)[number];

/** Longer outputs are judged by their beginning. Characters. */
export const MAX_JUDGED_CHARACTERS = 40_000;
