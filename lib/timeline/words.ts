/** The words of this domain without the validator: for pages that only offer or name them. */

export const TIMELINE_KINDS = [
  "configuration",
  "optimization",
  "experiment",
  "deployment",
  "model_version",
  "benchmark",
  "alert",
  "routing",
  "model",
  "price",
  "provider",
] as const;
/** What something that happened is about. */
export type TimelineKind = (typeof TIMELINE_KINDS)[number];
