/** The words of this domain without the validator: for pages that only offer or name them. */

export const FEEDBACK_KINDS = ["approval", "rating", "correction", "label", "usage", "comment"] as const;
/**
 * `approval`: good or not. `rating`: 1–5. `correction`: what the answer should have been. `label`: the right label.
 * `usage`: what became of a suggestion. `comment`: words alone.
 */
export type FeedbackKind = (typeof FEEDBACK_KINDS)[number];

export const FEEDBACK_SOURCES = ["user", "expert", "automated"] as const;
/** Who judges: somebody who uses the answer, somebody who knows the matter, or a program. */
export type FeedbackSource = (typeof FEEDBACK_SOURCES)[number];

export const USAGES = ["used", "edited", "dismissed"] as const;
/** What became of a suggestion. */
export type Usage = (typeof USAGES)[number];

/** Entries of one request. */
export const MAX_GIVEN = 500;
/** Longest corrected answer, characters. */
export const MAX_VALUE_CHARACTERS = 20_000;

/** What statistics can be told apart by. `version`: id of the model version. */
export const FEEDBACK_GROUPS = ["model", "version", "task", "kind", "source", "day"] as const;
