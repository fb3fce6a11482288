"use client";

import { keepPreviousData, useInfiniteQuery } from "@tanstack/react-query";
import { Activity } from "lucide-react";
import Link from "next/link";
import { DataTable } from "@/components/data/data-table";
import { EmptyState } from "@/components/data/empty-state";
import { QueryView } from "@/components/data/query-view";
import { TableSkeleton } from "@/components/data/table-skeleton";
import { useTimeRange } from "@/components/layout/use-time-range";
import { useTimeZone } from "@/components/layout/use-time-zone";
import { Button, buttonVariants } from "@/components/ui/button";
import { executionsQuery, type ExecutionFilters } from "@/lib/client/executions";
import { nameOfTimeRange } from "@/lib/client/time-range";
import { EXECUTION_COLUMNS } from "./execution-columns";

type PagedExecutionsProps = {
  filters: ExecutionFilters;
  activeCount: number;
  onClear: () => void;
  openId: string | null;
  onOpen: (id: string) => void;
};

/** Executions of the time range, newest first, a page at a time. */
export function PagedExecutions({ filters, activeCount, onClear, openId, onOpen }: PagedExecutionsProps) {
  const { range, setRange } = useTimeRange();
  const timeZone = useTimeZone();
  const executions = useInfiniteQuery({
    ...executionsQuery(filters, range),
    placeholderData: keepPreviousData,
    refetchInterval: 10_000,
  });
  return (
    <QueryView
      query={executions}
      label="executions"
      skeleton={<TableSkeleton rows={10} columns={6} />}
      empty={
        <EmptyState
          icon={Activity}
          title={activeCount > 0 ? "No execution matches these filters" : "No execution in this time range"}
          action={
            activeCount > 0 ? (
              <Button onClick={onClear}>Clear filters</Button>
            ) : range === "all" ? (
              <Link href="/playground" className={buttonVariants({ variant: "primary" })}>
                Send a request
              </Link>
            ) : (
              <Button onClick={() => setRange("all")}>Show all time</Button>
            )
          }
        >
          Every call through the gateway appears here within a second, with the model that answered, why, its cost and
          its latency.
          {activeCount === 0 && range !== "all" && ` Shown is: ${nameOfTimeRange(range, timeZone)}.`}
        </EmptyState>
      }
    >
      {({ pages }) => (
        <DataTable
          label="Executions"
          rows={pages.flatMap((page) => page.data)}
          columns={EXECUTION_COLUMNS}
          rowKey={(execution) => execution.id}
          onOpen={({ id }) => onOpen(id)}
          openKey={openId}
          loadMore={{
            hasMore: executions.hasNextPage,
            isLoading: executions.isFetchingNextPage,
            onPress: () => void executions.fetchNextPage(),
          }}
        />
      )}
    </QueryView>
  );
}
