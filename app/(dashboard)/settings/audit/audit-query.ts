import { infiniteQueryOptions } from "@tanstack/react-query";
import { apiPage, toSearch } from "@/lib/client/api";
import type { AuditEntry } from "@/lib/platform/audit-schemas";

export type AuditFilters = { action: string | null; subjectType: string | null; subjectId: string | null };

/** What was changed, newest first, page by page. */
export const auditQuery = (filters: AuditFilters) =>
  infiniteQueryOptions({
    queryKey: ["audit", filters],
    queryFn: ({ pageParam, signal }) =>
      apiPage<AuditEntry>(`/audit?${toSearch({ ...filters, cursor: pageParam })}`, { signal }),
    initialPageParam: null as string | null,
    getNextPageParam: ({ nextCursor }) => nextCursor,
  });
