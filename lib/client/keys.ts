import { infiniteQueryOptions } from "@tanstack/react-query";
import type { ApiKey, CreatedApiKey, CreateKeyInput, ListKeysQuery, UpdateKeyInput } from "@/lib/auth/schemas";
import { api, apiPage, toSearch } from "./api";

/** API keys, newest first, page by page. */
export const keysQuery = (filters: { status?: ListKeysQuery["status"] } = {}) =>
  infiniteQueryOptions({
    queryKey: ["keys", filters],
    queryFn: ({ signal, pageParam }) =>
      apiPage<ApiKey>(`/keys?${toSearch({ ...filters, cursor: pageParam })}`, { signal }),
    initialPageParam: null as string | null,
    getNextPageParam: ({ nextCursor }) => nextCursor,
  });

/** The answer is the only one that holds the key. */
export const createKey = (input: CreateKeyInput, idempotencyKey: string) =>
  api<CreatedApiKey>("/keys", { body: input, idempotencyKey });

export const updateKey = (id: string, input: UpdateKeyInput) =>
  api<ApiKey>(`/keys/${id}`, { method: "PATCH", body: input });

export const revokeKey = (id: string) => api<ApiKey>(`/keys/${id}`, { method: "DELETE" });

/** The old key goes on working for `overlapHours` (0 to 720). */
export const rotateKey = (id: string, overlapHours: number, idempotencyKey: string) =>
  api<CreatedApiKey>(`/keys/${id}/rotate`, { body: { overlapHours }, idempotencyKey });
