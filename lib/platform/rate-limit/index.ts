export { rateLimitMeters } from "./meters";
export { createRateLimiter, type RateLimiter } from "./create-rate-limiter";
