"use client";

import { queryOptions, useQuery } from "@tanstack/react-query";
import { cn } from "@/components/ui/cn";
import { labelClasses } from "./label-classes";
import { readHealth } from "./read-health";

const POLL_MS = 30_000;

/** `/api/ready` is for load balancers too, so it stands outside `/api/v1` and answers 503 with the same report. */
const healthQuery = queryOptions({
  queryKey: ["system-health"],
  queryFn: async ({ signal }) => {
    const response = await fetch("/api/ready", { signal, cache: "no-store" });
    const body: unknown = await response.json().catch(() => undefined);
    return readHealth(body, response.ok);
  },
  refetchInterval: POLL_MS,
  staleTime: POLL_MS,
  retry: false,
});

const LOOKS = {
  healthy: { text: "All systems normal", dot: "bg-success" },
  degraded: { text: "Degraded", dot: "bg-warning" },
  unhealthy: { text: "Not ready", dot: "bg-danger-fill" },
  unreachable: { text: "Server unreachable", dot: "bg-danger-fill" },
  unknown: { text: "Checking…", dot: "bg-input" },
} as const;

/** A dot and a word; what is wrong is listed on press. */
export function SystemStatus() {
  const { data, isError } = useQuery(healthQuery);
  const look = LOOKS[isError ? "unreachable" : (data?.status ?? "unknown")];
  const problems = (!isError && data?.problems) || [];
  return (
    <details className="group/status text-xs text-muted-foreground" data-print="hide">
      <summary className="flex h-8 list-none items-center gap-2.5 rounded-md px-2 hover:bg-border/60 pointer-coarse:h-11 [&::-webkit-details-marker]:hidden">
        <span aria-hidden className="grid size-4 shrink-0 place-items-center">
          <span className={cn("size-2 rounded-full", look.dot)} />
        </span>
        <span role="status" className={labelClasses}>
          {look.text}
        </span>
      </summary>
      <div className="px-2 pb-2 pl-8.5 lg:in-data-[sidebar=collapsed]:hidden">
        {problems.length === 0 && <p>{isError ? "It did not answer the last check." : "Every check passed."}</p>}
        {problems.map((problem) => (
          <p key={problem.name} className="break-words">
            <span className="font-medium text-foreground">{problem.name}</span>: {problem.detail}
          </p>
        ))}
        {data?.version && <p>Version {data.version}</p>}
      </div>
    </details>
  );
}
