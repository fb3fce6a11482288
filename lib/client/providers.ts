import { queryOptions } from "@tanstack/react-query";
import type { CreateProviderInput, Provider, UpdateProviderInput } from "@/lib/registry/schemas";
import { api } from "./api";

/** Every provider, oldest first. */
export const providersQuery = () =>
  queryOptions({
    queryKey: ["providers"],
    queryFn: ({ signal }) => api<Provider[]>("/providers", { signal }),
  });

export const createProvider = (input: CreateProviderInput, idempotencyKey: string) =>
  api<Provider>("/providers", { body: input, idempotencyKey });

export const updateProvider = (id: string, input: UpdateProviderInput) =>
  api<Provider>(`/providers/${id}`, { method: "PATCH", body: input });

export const deleteProvider = (id: string) => api<{ id: string }>(`/providers/${id}`, { method: "DELETE" });

/** What a test of the connection found: the names of the models that the account sees. */
export type ConnectionTest = { models: string[]; latencyMs: number };

export const testProvider = (id: string) => api<ConnectionTest>(`/providers/${id}/test`, { method: "POST", body: {} });
