import { queryOptions } from "@tanstack/react-query";
import type { Retention } from "@/lib/executions/schemas";
import { api } from "./api";

/** How long executions are kept. */
export const retentionQuery = () =>
  queryOptions({ queryKey: ["retention"], queryFn: ({ signal }) => api<Retention>("/retention", { signal }) });

/** null keeps them for ever. */
export const updateRetention = (days: number | null) => api<Retention>("/retention", { method: "PUT", body: { days } });
