export { createRateLimiter, type RateLimiter, type RateLimiterOptions } from "./create-rate-limiter";
export type { RateLimit, RateLimitDecision } from "./sliding-window";
