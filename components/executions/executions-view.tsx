"use client";

import { keepPreviousData, useInfiniteQuery } from "@tanstack/react-query";
import { Activity } from "lucide-react";
import Link from "next/link";
import { parseAsString, useQueryState } from "nuqs";
import { DataTable } from "@/components/data/data-table";
import { EmptyState } from "@/components/data/empty-state";
import { ExportMenu } from "@/components/data/export-menu";
import { FilterBar } from "@/components/data/filter-bar";
import { FilterSelect } from "@/components/data/filter-select";
import { lazyOverlay } from "@/components/data/lazy-overlay";
import { QueryView } from "@/components/data/query-view";
import { TableSkeleton } from "@/components/data/table-skeleton";
import { useTimeRange } from "@/components/layout/use-time-range";
import { useTimeZone } from "@/components/layout/use-time-zone";
import { Button, buttonVariants } from "@/components/ui/button";
import { executionsQuery, windowOf } from "@/lib/client/executions";
import { nameOfTimeRange } from "@/lib/client/time-range";
import { EXECUTION_SOURCES, EXECUTION_STATUSES } from "@/lib/executions/words";
import { EXECUTION_COLUMNS } from "./execution-columns";
import { statusLabel } from "./execution-status";
import { useExecutionFilters } from "./use-execution-filters";

const ExecutionDrawer = lazyOverlay(
  () => import("./execution-drawer").then((module) => module.ExecutionDrawer),
  ({ id }) => id !== null,
);

export type ExecutionsViewProps = {
  /** Slugs to filter by. */
  tasks: readonly string[];
  models: readonly string[];
};

const asOptions = (slugs: readonly string[]) => slugs.map((slug) => ({ value: slug, label: slug }));

const STATUS_OPTIONS = EXECUTION_STATUSES.map((status) => ({ value: status, label: statusLabel(status) }));

export function ExecutionsView({ tasks, models }: ExecutionsViewProps) {
  const { range, setRange } = useTimeRange();
  const timeZone = useTimeZone();
  const { filters, setFilters, activeCount, clear } = useExecutionFilters();
  const [openId, setOpenId] = useQueryState("execution", parseAsString);
  const executions = useInfiniteQuery({
    ...executionsQuery(filters, range),
    placeholderData: keepPreviousData,
    refetchInterval: 10_000,
  });

  return (
    <div className="grid gap-4">
      <FilterBar
        activeCount={activeCount}
        onClear={clear}
        actions={<ExportMenu path="/executions" filters={{ ...filters, ...windowOf(range) }} />}
      >
        <FilterSelect
          label="Task"
          value={filters.task}
          onChange={(task) => void setFilters({ task })}
          options={asOptions(tasks)}
        />
        <FilterSelect
          label="Model"
          value={filters.model}
          onChange={(model) => void setFilters({ model })}
          options={asOptions(models)}
        />
        <FilterSelect
          label="Status"
          value={filters.status}
          onChange={(status) => void setFilters({ status: EXECUTION_STATUSES.find((one) => one === status) ?? null })}
          options={STATUS_OPTIONS}
        />
        <FilterSelect
          label="Source"
          value={filters.source}
          onChange={(source) => void setFilters({ source: EXECUTION_SOURCES.find((one) => one === source) ?? null })}
          options={asOptions(EXECUTION_SOURCES)}
        />
      </FilterBar>
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
                <Button onClick={clear}>Clear filters</Button>
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
            onOpen={(execution) => void setOpenId(execution.id)}
            openKey={openId}
            loadMore={{
              hasMore: executions.hasNextPage,
              isLoading: executions.isFetchingNextPage,
              onPress: () => void executions.fetchNextPage(),
            }}
          />
        )}
      </QueryView>
      <ExecutionDrawer id={openId} onClose={() => void setOpenId(null)} />
    </div>
  );
}
