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

/** Built-in tasks whose answers are of a kind that another task is named after. */
const ALIKE: Readonly<Record<string, ScorerName>> = {
  ticket_suggestion: "conversation_response",
};

/** Who judges the answers of a task: the scorer of its name, of its kind, or `general`. */
export function scorerOfTask({ slug, kind }: { slug: string; kind: string }): ScorerName {
  const named = ALIKE[slug] ?? SCORERS.find((scorer) => scorer === slug);
  return named ?? (kind === "classification" || kind === "retrieval" ? kind : "general");
}
