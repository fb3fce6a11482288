export const EXECUTION_STATUSES = ["pending", "success", "partial", "cancelled", "failed", "interrupted"] as const;
/**
 * `partial`: the answer began and broke off. `cancelled`: the caller went away. `interrupted`: this process died
 * while the call was under way.
 */
export type ExecutionStatus = (typeof EXECUTION_STATUSES)[number];

export const EXECUTION_SOURCES = ["gateway", "playground", "demo"] as const;
/** Where an execution came from. */
export type ExecutionSource = (typeof EXECUTION_SOURCES)[number];
