import { infiniteQueryOptions, queryOptions } from "@tanstack/react-query";
import type {
  Alert,
  AlertRule,
  AlertRulePreview,
  AlertRuleTest,
  CreateAlertRuleInput,
  PreviewAlertRuleInput,
  UpdateAlertRuleInput,
} from "@/lib/alerts/schemas";
import type { AlertSeverity, AlertStatus } from "@/lib/alerts/words";
import { api, apiPage, toSearch } from "./api";

/** What a rule is made of before its defaults. */
export type RuleDraft = Partial<CreateAlertRuleInput> & Pick<CreateAlertRuleInput, "name" | "metric" | "threshold">;

export type AlertFilters = { status?: AlertStatus | null; severity?: AlertSeverity | null };

const FIRING_POLL_MS = 15_000;

/** What fired, newest first, a page at a time; looked at again as often as rules are judged. */
export const alertsQuery = (filters: AlertFilters) =>
  infiniteQueryOptions({
    queryKey: ["alerts", filters],
    queryFn: ({ pageParam, signal }) =>
      apiPage<Alert>(`/alerts?${toSearch({ ...filters, cursor: pageParam })}`, { signal }),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.nextCursor,
    refetchInterval: FIRING_POLL_MS,
  });

/** How many alerts fire now; `hasMore` when there are more than were counted. */
export const firingCountQuery = () =>
  queryOptions({
    queryKey: ["alerts", "firing-count"],
    queryFn: async ({ signal }) => {
      const { data, nextCursor } = await apiPage<Alert>("/alerts?status=firing&limit=100", { signal });
      return { count: data.length, hasMore: nextCursor !== null };
    },
    refetchInterval: 2 * FIRING_POLL_MS,
    staleTime: FIRING_POLL_MS,
  });

/** There are at most 200. */
export const alertRulesQuery = () =>
  queryOptions({
    queryKey: ["alert-rules"],
    queryFn: ({ signal }) => api<AlertRule[]>("/alert-rules?limit=200", { signal }),
    refetchInterval: FIRING_POLL_MS,
  });

/** How a rule would have behaved. */
export const alertRulePreviewQuery = (draft: RuleDraft & Pick<PreviewAlertRuleInput, "days">) =>
  queryOptions({
    queryKey: ["alert-rule-preview", draft],
    queryFn: ({ signal }) => api<AlertRulePreview>("/alert-rules/preview", { body: draft, signal }),
    retry: false,
  });

export const createAlertRule = (draft: RuleDraft, idempotencyKey: string) =>
  api<AlertRule>("/alert-rules", { body: draft, idempotencyKey });

export const updateAlertRule = (id: string, changes: UpdateAlertRuleInput) =>
  api<AlertRule>(`/alert-rules/${id}`, { method: "PATCH", body: changes });

export const deleteAlertRule = (id: string) => api<AlertRule>(`/alert-rules/${id}`, { method: "DELETE" });

export const restoreAlertRule = (id: string) => api<AlertRule>(`/alert-rules/${id}/restore`, { method: "POST" });

export const tryAlertRule = (id: string) => api<AlertRuleTest>(`/alert-rules/${id}/test`, { method: "POST" });

export const acknowledgeAlert = (id: string, isAcknowledged: boolean) =>
  api<Alert>(`/alerts/${id}/acknowledge`, { body: { isAcknowledged } });
