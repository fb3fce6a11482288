import { queryOptions } from "@tanstack/react-query";
import type { CostForecast } from "@/lib/budgets/schemas";
import { api, toSearch } from "./api";

/** Where spending goes; null = all tasks. */
export const costForecastQuery = (task: string | null) =>
  queryOptions({
    queryKey: ["costs", "forecast", task],
    queryFn: ({ signal }) => api<CostForecast>(`/costs/forecast?${toSearch({ task })}`, { signal }),
  });
