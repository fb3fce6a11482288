export type { CacheContract } from "./cache-key";
export {
  createResponseCache,
  type CachedAnswer,
  type CacheQuestion,
  type ResponseCache,
} from "./create-response-cache";
export type { Landing, Lead } from "./flights";
export { isCacheableRequest } from "./is-cacheable";
export { purgeCache } from "./purge-cache";
export { reportCache } from "./report-cache";
