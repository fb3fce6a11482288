/** The words of this domain without the validator, which weighs 30 kB: for pages that only offer or name them. */

export const CLASSIFIERS = ["nb", "tfidf", "encoder", "council", "nearest"] as const;

/** `local`: classifiers on this server. `few_shot`: a chat model with chosen examples in its prompt. `fine_tune`: at its provider. */
export type TrainingMethod = "local" | "few_shot" | "fine_tune";

/** OpenAI and those who speak its protocol refuse smaller files. */
export const MIN_TUNING_EXAMPLES = 10;

/** What a task's models are unless somebody chooses: labels are told apart, whole answers are looked up. */
export const USUAL_CLASSIFIERS = {
  classification: ["nb", "tfidf", "encoder", "council"],
  generation: ["nearest"],
} as const satisfies Record<string, readonly (typeof CLASSIFIERS)[number][]>;

/** Longest label of a classification, and longest answer of another task that can be learnt, characters. */
export const MAX_LABEL_CHARACTERS = 200;
export const MAX_ANSWER_CHARACTERS = 600;

/** Largest upload, bytes. */
export const MAX_IMPORT_BYTES = 50_000_000;

export const EXAMPLE_STATES = ["pending", "accepted", "fixed", "rejected"] as const;
/** `fixed`: accepted with another label than it came with. */
export type ExampleState = (typeof EXAMPLE_STATES)[number];

export const EXAMPLE_SOURCES = ["user", "expert", "automated"] as const;
export type ExampleSource = (typeof EXAMPLE_SOURCES)[number];

export const EXAMPLE_ORDERS = ["informative", "newest"] as const;

/** Which answers of a version to its held-out examples are shown. */
export const ANSWERS_SHOWN = ["all", "wrong", "differs"] as const;

export const REVIEW_ACTIONS = ["accept", "fix", "reject", "reopen"] as const;

/** Examples of one request. */
export const MAX_ADDED = 1_000;

/** A label is suspected when a model that did not learn from the example disagrees this much, 0–1. */
export const SUSPICIOUS = 0.8;

export type TriggerKind = "accuracy" | "examples" | "time" | "input_drift" | "label_drift" | "manual";

/** `unknown`: too little is known to say. `off`: not watched. */
export type TriggerState = "fires" | "quiet" | "unknown" | "off";
