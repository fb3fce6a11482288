/** The words of this domain without the validator: for pages that only name them. */

/**
 * Why nothing is held back any more. `undone`: the change was taken back; `optimized_again`: another one followed;
 * `changed`: somebody changed the configuration; `switched_off`: nothing of the task is to be held back; `deleted`: the
 * task is gone.
 */
export type CloseReason = "undone" | "optimized_again" | "changed" | "switched_off" | "deleted";

/** Bounds of the share that may be held back; 0 holds nothing back. */
export const MIN_HELD_SHARE = 0.01;
export const MAX_HELD_SHARE = 0.05;
