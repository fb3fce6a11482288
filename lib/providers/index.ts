export { createAdapters } from "./create-adapters";
export * from "./local";
export { isProviderError, ProviderError } from "./provider-error";
export { retryDecision, type RetryPolicy } from "./retry-policy";
export { testProvider } from "./test-provider";
export type * from "./contract";
export type * from "./openai-types";
