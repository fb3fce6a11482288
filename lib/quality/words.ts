/** The words of this domain without the validator, for pages that only offer or name them. */

export const SCORERS = ["email_writing", "content_summarization", "general"] as const;
export type ScorerName = (typeof SCORERS)[number];

/** Longer outputs are judged by their beginning. Characters. */
export const MAX_JUDGED_CHARACTERS = 40_000;
