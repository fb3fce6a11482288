/** The words of this domain without the validator: for pages that only offer or name them. */

export const STRATEGIES = ["immediate", "rollout", "canary", "ab_test"] as const;
/**
 * `immediate`: everything at once; `rollout`: growing shares by time, stopped by failures; `canary`: growing shares, each
 * only after the new version has proved itself; `ab_test`: one share for as long as it takes to know which version is
 * better, and that one serves everything afterwards.
 */
export type DeploymentStrategy = (typeof STRATEGIES)[number];

export type GateName = "sample" | "quality" | "errors" | "latency" | "cost";

export const DEPLOYMENT_STATUSES = ["running", "paused", "succeeded", "rolled_back", "aborted", "superseded"] as const;
export type DeploymentStatus = (typeof DEPLOYMENT_STATUSES)[number];

/** Shares in per cent, unless others are asked for. 0 = the version answers unseen. */
export const DEFAULT_STEPS = {
  immediate: [100],
  rollout: [10, 25, 50, 100],
  canary: [1, 5, 25, 100],
  ab_test: [50, 100],
} as const;
