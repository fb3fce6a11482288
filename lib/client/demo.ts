import { queryOptions } from "@tanstack/react-query";
import type { DemoState } from "@/lib/demo/schemas";
import { api } from "./api";

/** Whether the demo is there; asked every second while it is on its way. */
export const demoQuery = () =>
  queryOptions({
    queryKey: ["demo"],
    queryFn: ({ signal }) => api<DemoState>("/demo", { signal }),
    refetchInterval: ({ state }) => (isLoading(state.data) ? 1_000 : false),
  });

export const isLoading = (state: DemoState | undefined): boolean =>
  state?.loading?.status === "queued" || state?.loading?.status === "running";

export const loadDemo = (idempotencyKey: string) => api<DemoState>("/demo", { method: "POST", idempotencyKey });

export const removeDemo = () => api<DemoState>("/demo", { method: "DELETE" });
