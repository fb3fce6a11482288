/** The words of this domain without the validator: for pages that only offer or name them. */

export const PROMPT_CATEGORIES = [
  "architecture",
  "code_generation",
  "review",
  "testing",
  "writing",
  "support",
  "analysis",
  "extraction",
  "general",
] as const;
export type PromptCategory = (typeof PROMPT_CATEGORIES)[number];

export const VARIABLE_TYPES = ["text", "number", "boolean", "choice"] as const;

/** Labels that every prompt can have from the start; others may be added. */
export const USUAL_LABELS = ["production", "staging"] as const;
