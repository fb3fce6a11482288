import { SCORERS, type ScorerName } from "./words";

/** Built-in tasks whose answers are of a kind that another task is named after. */
const ALIKE: Readonly<Record<string, ScorerName>> = {
  ticket_suggestion: "conversation_response",
};

/** Who judges the answers of a task: the scorer of its name, of its kind, or `general`. */
export function scorerOfTask({ slug, kind }: { slug: string; kind: string }): ScorerName {
  const named = ALIKE[slug] ?? SCORERS.find((scorer) => scorer === slug);
  return named ?? (kind === "classification" || kind === "retrieval" ? kind : "general");
}
