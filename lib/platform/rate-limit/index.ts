export { rateLimitMeters } from "./meters";
export { createRateLimiter, type RateLimiter } from "./create-rate-limiter";
export type { RateLimitDecision } from "./sliding-window";
