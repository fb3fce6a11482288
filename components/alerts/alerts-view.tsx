"use client";

import { keepPreviousData, useInfiniteQuery } from "@tanstack/react-query";
import { BellRing, CircleCheck } from "lucide-react";
import Link from "next/link";
import { parseAsStringLiteral, useQueryState } from "nuqs";
import { DataTable } from "@/components/data/data-table";
import { EmptyState } from "@/components/data/empty-state";
import { FilterBar } from "@/components/data/filter-bar";
import { FilterSelect } from "@/components/data/filter-select";
import { QueryView } from "@/components/data/query-view";
import { TableSkeleton } from "@/components/data/table-skeleton";
import { useMay } from "@/components/layout/permissions";
import { Card } from "@/components/ui/card";
import { alertsQuery } from "@/lib/client/alerts";
import { ALERT_SEVERITIES } from "@/lib/alerts/words";
import { alertColumns } from "./alert-columns";
import { useAcknowledge } from "./use-acknowledge";

const SEVERITY_OPTIONS = ALERT_SEVERITIES.map((value) => ({ value, label: value }));

/** What is firing, and what was. */
export function AlertsView() {
  const [severity, setSeverity] = useQueryState("severity", parseAsStringLiteral(ALERT_SEVERITIES));
  return (
    <div className="grid gap-6">
      <FilterBar activeCount={severity === null ? 0 : 1} onClear={() => void setSeverity(null)}>
        <FilterSelect
          label="Severity"
          value={severity}
          onChange={(value) => void setSeverity(ALERT_SEVERITIES.find((one) => one === value) ?? null)}
          options={SEVERITY_OPTIONS}
        />
      </FilterBar>
      <AlertList status="firing" severity={severity} />
      <AlertList status="resolved" severity={severity} />
    </div>
  );
}

type AlertListProps = { status: "firing" | "resolved"; severity: (typeof ALERT_SEVERITIES)[number] | null };

const TITLES = { firing: "Firing now", resolved: "History" } as const;

function AlertList({ status, severity }: AlertListProps) {
  const alerts = useInfiniteQuery({ ...alertsQuery({ status, severity }), placeholderData: keepPreviousData });
  const acknowledge = useAcknowledge();
  const columns = alertColumns({
    canWrite: useMay("write"),
    onAcknowledge: (alert) => acknowledge.mutate({ alert, isAcknowledged: true }),
  }).filter(({ id }) => id !== (status === "firing" ? "resolved" : ""));
  const title = TITLES[status];
  return (
    <section className="grid gap-2" aria-labelledby={`alerts-${status}`}>
      <h2 id={`alerts-${status}`} className="text-sm font-semibold">
        {title}
      </h2>
      <QueryView
        query={alerts}
        label={title}
        skeleton={<TableSkeleton rows={3} columns={6} />}
        empty={<Card>{status === "firing" ? <NothingFires /> : <NoHistory />}</Card>}
      >
        {({ pages }) => (
          <DataTable
            label={title}
            rows={pages.flatMap((page) => page.data)}
            columns={columns}
            rowKey={({ id }) => id}
            loadMore={{
              hasMore: alerts.hasNextPage,
              isLoading: alerts.isFetchingNextPage,
              onPress: () => void alerts.fetchNextPage(),
            }}
          />
        )}
      </QueryView>
    </section>
  );
}

const NothingFires = () => (
  <EmptyState icon={CircleCheck} title="Nothing is firing">
    Rules are judged every 15 seconds.{" "}
    <Link className="underline" href="/alerts/rules">
      See what is watched
    </Link>
    .
  </EmptyState>
);

const NoHistory = () => (
  <EmptyState icon={BellRing} title="No alert has resolved yet">
    Alerts that are over are listed here for 400 days, with how bad it was and why they ended.
  </EmptyState>
);
