/** The words of this domain without the validator: for pages that only offer or name them. */

export const BUDGET_SCOPES = ["organization", "task", "key", "user", "each_user"] as const;
/** Whose spending counts. `user` is one of the callers' users (`userRef`); `each_user` gives every one the same limit. */
export type BudgetScope = (typeof BUDGET_SCOPES)[number];

export const BUDGET_PERIODS = ["daily", "weekly", "monthly", "custom"] as const;
/** Days, weeks from Monday, and months, in UTC. A custom period is one window and does not repeat. */
export type BudgetPeriod = (typeof BUDGET_PERIODS)[number];

export const BUDGET_ENFORCEMENTS = ["notify", "block", "downgrade"] as const;
/**
 * `notify` only tells. `block` refuses calls once the limit is used up. `downgrade` sends calls to cheaper models from
 * a share of the limit on, and refuses them when the limit is used up and nothing cheaper can serve them.
 */
export type BudgetEnforcement = (typeof BUDGET_ENFORCEMENTS)[number];

export const BUDGET_EVENT_KINDS = ["threshold", "blocked", "downgraded"] as const;
export type BudgetEventKind = (typeof BUDGET_EVENT_KINDS)[number];
