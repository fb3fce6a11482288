/** The words of this domain without the validator, for pages that only offer or name them. */

/** An answer of at least this quality, 0–100, counts as right where only right or wrong is asked. */
export const PASS_QUALITY = 70;

export const RESULT_STATUSES = ["answered", "failed", "skipped"] as const;

/** Quality first: a quick and cheap wrong answer is of no use. */
export const DEFAULT_WEIGHTS = { quality: 70, speed: 15, cost: 15 };
