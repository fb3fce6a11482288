import { queryOptions } from "@tanstack/react-query";
import type { CostQuery, CostReport, Savings } from "@/lib/executions/schemas";
import { api, toSearch } from "./api";
import { windowOf } from "./executions";
import type { TimeRange } from "./time-range";

type Bounds = "period" | "from" | "to";
export type CostFilters = Partial<Omit<CostQuery, Bounds | "by">>;

/** What was spent, by one dimension, dearest first. For a file: `exportAddress("/costs/export", …)`. */
export const costsQuery = (range: TimeRange, by: CostQuery["by"], filters: CostFilters = {}) =>
  queryOptions({
    queryKey: ["costs", range, by, filters],
    queryFn: ({ signal }) => api<CostReport>(`/costs?${toSearch({ ...windowOf(range), by, ...filters })}`, { signal }),
  });

/** Which calls another model could have served for less, as far as the measurements support it. */
export const savingsQuery = (range: TimeRange, task?: string) =>
  queryOptions({
    queryKey: ["costs", "savings", range, task ?? null],
    queryFn: ({ signal }) => api<Savings>(`/costs/savings?${toSearch({ ...windowOf(range), task })}`, { signal }),
  });
