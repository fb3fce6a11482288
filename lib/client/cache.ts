import { queryOptions } from "@tanstack/react-query";
import type { CachePurge, CacheReport } from "@/lib/cache/schemas";
import { api } from "./api";

/** What caches gave and saved; looked at again every 10 seconds. */
export const cacheQuery = (days: number) =>
  queryOptions({
    queryKey: ["cache", days],
    queryFn: ({ signal }) => api<CacheReport>(`/cache?days=${days}`, { signal }),
    refetchInterval: 10_000,
  });

/** Without a task the answers of all. */
export const purgeCache = (task: string | null) =>
  api<CachePurge>("/cache/purge", { body: task === null ? {} : { task } });
