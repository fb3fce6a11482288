export { createResponseCache, type CachedAnswer, type CacheQuestion } from "./create-response-cache";
export type { Lead } from "./flights";
export { isCacheableRequest } from "./is-cacheable";
export { purgeCache } from "./purge-cache";
export { replayCache, type ReplayedHits } from "./replay-cache";
export { reportCache } from "./report-cache";
