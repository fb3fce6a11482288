/** The words of this domain without the validator, which weighs 30 kB: for pages that only offer or name them. */

export const CLASSIFIERS = ["nb", "tfidf", "encoder", "council"] as const;

/** Largest upload, bytes. */
export const MAX_IMPORT_BYTES = 50_000_000;
