import { queryOptions } from "@tanstack/react-query";
import type { ChangeCircuitInput, ProviderHealth } from "@/lib/providers/schemas";
import { api } from "./api";

/** The circuits of all models, looked at again every five seconds. */
export const providerHealthQuery = () =>
  queryOptions({
    queryKey: ["provider-health"],
    queryFn: ({ signal }) => api<ProviderHealth[]>("/provider-health", { signal }),
    refetchInterval: 5_000,
  });

export const changeCircuit = (input: ChangeCircuitInput) => api<ProviderHealth>("/provider-health", { body: input });
