import { isServer, QueryClient } from "@tanstack/react-query";
import { isApiError } from "./api";

const MAX_RETRIES = 2;

/**
 * One per request on the server, one per tab in the browser. Answers stay fresh for 30 s, so that hydration does not
 * fetch again what the server just read. Only a missing connection and 5xx are worth a retry.
 */
export function makeQueryClient(): QueryClient {
  return new QueryClient({
    defaultOptions: {
      queries: {
        staleTime: 30_000,
        gcTime: isServer ? Infinity : 5 * 60_000,
        retry: (failures, error) => !isServer && failures < MAX_RETRIES && isWorthRetrying(error),
        retryDelay: (attempt) => Math.min(500 * 2 ** attempt, 4_000),
      },
      mutations: { retry: false },
    },
  });
}

export function isWorthRetrying(error: unknown): boolean {
  return isApiError(error) && (error.status === 0 || error.status >= 500);
}
