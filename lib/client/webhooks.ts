import { infiniteQueryOptions, queryOptions } from "@tanstack/react-query";
import type { CreatedWebhook, Delivery, UpdateWebhookInput, Webhook } from "@/lib/alerts/schemas";
import { api, apiPage, toSearch } from "./api";

/** There are at most 50. */
export const webhooksQuery = () =>
  queryOptions({
    queryKey: ["webhooks"],
    queryFn: ({ signal }) => api<Webhook[]>("/webhooks?limit=200", { signal }),
  });

/** What was sent, newest first, a page at a time. */
export const deliveriesQuery = () =>
  infiniteQueryOptions({
    queryKey: ["webhook-deliveries"],
    queryFn: ({ pageParam, signal }) =>
      apiPage<Delivery>(`/webhook-deliveries?${toSearch({ cursor: pageParam })}`, { signal }),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.nextCursor,
    refetchInterval: 5_000,
  });

/** The answer is the only one that holds the secret. */
export const createWebhook = (input: { name: string; url: string }, idempotencyKey: string) =>
  api<CreatedWebhook>("/webhooks", { body: input, idempotencyKey });

export const updateWebhook = (id: string, changes: UpdateWebhookInput) =>
  api<Webhook>(`/webhooks/${id}`, { method: "PATCH", body: changes });

export const deleteWebhook = (id: string) => api<Webhook>(`/webhooks/${id}`, { method: "DELETE" });

export const restoreWebhook = (id: string) => api<Webhook>(`/webhooks/${id}/restore`, { method: "POST" });

/** Resolves with how the first attempt went. */
export const tryWebhook = (id: string) => api<Delivery>(`/webhooks/${id}/test`, { method: "POST" });
