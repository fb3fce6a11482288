/** The words of this domain without the validator, which weighs 30 kB: for pages that only offer or name them. */

export const CLASSIFIERS = ["nb", "tfidf", "encoder", "council"] as const;

/** Largest upload, bytes. */
export const MAX_IMPORT_BYTES = 50_000_000;

export const EXAMPLE_STATES = ["pending", "accepted", "fixed", "rejected"] as const;
/** `fixed`: accepted with another label than it came with. */
export type ExampleState = (typeof EXAMPLE_STATES)[number];

export const EXAMPLE_SOURCES = ["user", "expert", "automated"] as const;
export type ExampleSource = (typeof EXAMPLE_SOURCES)[number];

export const EXAMPLE_ORDERS = ["informative", "newest"] as const;

export const REVIEW_ACTIONS = ["accept", "fix", "reject", "reopen"] as const;

/** Examples of one request. */
export const MAX_ADDED = 1_000;

/** A label is suspected when a model that did not learn from the example disagrees this much, 0–1. */
export const SUSPICIOUS = 0.8;

export type TriggerKind = "accuracy" | "examples" | "time" | "input_drift" | "label_drift" | "manual";

/** `unknown`: too little is known to say. `off`: not watched. */
export type TriggerState = "fires" | "quiet" | "unknown" | "off";
