/** The words of this domain without the validator, which weighs 30 kB: for pages that only offer or name them. */

export const EXECUTION_STATUSES = ["pending", "success", "partial", "cancelled", "failed", "interrupted"] as const;
/**
 * `partial`: the answer began and broke off. `cancelled`: the caller went away. `interrupted`: this process died
 * while the call was under way.
 */
export type ExecutionStatus = (typeof EXECUTION_STATUSES)[number];

export const EXECUTION_SOURCES = ["gateway", "recorded", "playground", "demo", "benchmark", "judge"] as const;
/**
 * Where an execution came from; `recorded`: a client called the model itself and reported it; `benchmark`: a test of
 * models or configurations, which no user waits for; `judge`: a model that judged another one's answer.
 */
export type ExecutionSource = (typeof EXECUTION_SOURCES)[number];

/**
 * `computed` here from tokens and price; `reported` by the caller; `cached`: the caller's cache answered, so 0;
 * `replayed`: what the recorded answer had cost.
 */
export type CostSource = "computed" | "reported" | "cached" | "replayed";

/**
 * What the task's cache gave. `exact`: an equal request was answered before; `semantic`: one that means the same;
 * `shared`: an equal one was under way; `miss`: nothing, so a model was called.
 */
export type CacheOutcome = "exact" | "semantic" | "shared" | "miss";

/** Of a change whose savings are measured: `held` requests are served as before it, `changed` ones by it. */
export type HoldoutArm = "held" | "changed";

/** Lengths of a window that ends now: an hour, a day, 7, 30, 90, 365 days, or everything. */
export const PERIODS = ["hour", "day", "week", "month", "quarter", "year", "all"] as const;
export type Period = (typeof PERIODS)[number];

export const TIME_STEPS = ["minute", "hour", "day", "week", "month"] as const;
/** Width of a chart's bucket. Weeks begin on Monday; all bounds are UTC. */
export type TimeStep = (typeof TIME_STEPS)[number];

/** Name of the group that holds what is beyond `maxGroups`; no slug looks like it. */
export const OTHER_GROUP = "(other)";

/** `key`: id of the API key. `tag`: `name=value`. `version`: id of the model version. */
export const COST_DIMENSIONS = [
  "model",
  "task",
  "provider",
  "category",
  "version",
  "source",
  "status",
  "user",
  "key",
  "tag",
] as const;
