export * from "./circuit-policy";
export { createRetryBudget, type RetryBudget } from "./retry-budget";
