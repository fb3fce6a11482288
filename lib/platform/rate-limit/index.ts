export { createRateLimiter, type RateLimiter } from "./create-rate-limiter";
