import { queryOptions } from "@tanstack/react-query";
import type { HealthReport } from "@/lib/platform/health";

/** `/api/ready` is for load balancers too, so it stands outside `/api/v1` and answers 503 with the same report. */
export const healthReportQuery = queryOptions({
  queryKey: ["health-report"],
  queryFn: async ({ signal }) => {
    const response = await fetch("/api/ready", { signal, cache: "no-store" });
    return ((await response.json()) as { data: HealthReport }).data;
  },
  refetchInterval: 10_000,
  retry: false,
});
