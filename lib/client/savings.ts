import { queryOptions } from "@tanstack/react-query";
import type { HoldoutShare, SavingsReport, UpdateHoldoutInput } from "@/lib/savings/schemas";
import { api } from "./api";

/** What changes saved, of every task. */
export const ledgerQuery = () =>
  queryOptions({
    queryKey: ["savings"],
    queryFn: ({ signal }) => api<SavingsReport>("/optimization/savings", { signal }),
    staleTime: 60_000,
  });

export const updateHoldoutShare = (input: UpdateHoldoutInput) =>
  api<HoldoutShare>("/optimization/savings", { method: "PATCH", body: input });
