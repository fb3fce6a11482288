"use client";

import { keepPreviousData, useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { Plus, Split } from "lucide-react";
import Link from "next/link";
import { useRouter } from "next/navigation";
import { parseAsString, parseAsStringLiteral, useQueryStates } from "nuqs";
import type { DataColumn } from "@/components/data/data-column";
import { DataTable } from "@/components/data/data-table";
import { EmptyState } from "@/components/data/empty-state";
import { ExportMenu } from "@/components/data/export-menu";
import { FilterBar } from "@/components/data/filter-bar";
import { FilterSearch } from "@/components/data/filter-search";
import { FilterSelect } from "@/components/data/filter-select";
import { QueryView } from "@/components/data/query-view";
import { TableSkeleton } from "@/components/data/table-skeleton";
import { Time } from "@/components/data/time";
import { PageHeader } from "@/components/layout/page-header";
import { useMay } from "@/components/layout/permissions";
import { buttonVariants } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { choicesQuery } from "@/lib/client/choices";
import { experimentsQuery } from "@/lib/client/experiments";
import type { Experiment } from "@/lib/experiments/schemas";
import { EXPERIMENT_STATUSES, metricKey, metricName } from "@/lib/experiments/words";
import { STATUS_OPTIONS, StatusBadge, VerdictBadge } from "./experiment-badges";

const COLUMNS: DataColumn<Experiment>[] = [
  {
    id: "name",
    header: "Experiment",
    isPrimary: true,
    cell: ({ design, slug }) => (
      <span className="grid min-w-48 break-words">
        <span className="font-medium">{design.name}</span>
        <span className="text-xs font-normal text-muted-foreground">{slug}</span>
      </span>
    ),
  },
  { id: "status", header: "Status", cell: ({ status }) => <StatusBadge status={status} /> },
  {
    id: "verdict",
    header: "Verdict",
    cell: ({ verdict }) =>
      verdict ? (
        <span className="inline-flex flex-wrap items-center gap-1.5">
          <VerdictBadge action={verdict.action} />
          {verdict.action === "ship" && verdict.variant}
        </span>
      ) : (
        <span className="text-muted-foreground">none yet</span>
      ),
  },
  { id: "task", header: "Task", cell: ({ design }) => design.task },
  {
    id: "metric",
    header: "Primary metric",
    phone: "hide",
    cell: ({ design }) => metricName(metricKey(design.primary)),
  },
  { id: "variants", header: "Variants", align: "right", cell: ({ design }) => design.variants.length },
  { id: "kind", header: "Kind", phone: "hide", cell: ({ design }) => (design.kind === "bandit" ? "Bandit" : "Test") },
  { id: "started", header: "Started", cell: ({ startedAt }) => (startedAt ? <Time at={startedAt} /> : "not yet") },
];

const FILTERS = { status: parseAsStringLiteral(EXPERIMENT_STATUSES), task: parseAsString, search: parseAsString };

export function ExperimentsView() {
  const [filters, setFilters] = useQueryStates(FILTERS);
  const experiments = useInfiniteQuery({ ...experimentsQuery(filters), placeholderData: keepPreviousData });
  const tasks = useQuery(choicesQuery("task"));
  const router = useRouter();
  const activeCount = Object.values(filters).filter((value) => value !== null).length;
  const clear = () => void setFilters({ status: null, task: null, search: null });
  const create = useMay("write") && (
    <Link href="/experiments/new" className={buttonVariants({ variant: "primary" })}>
      <Plus aria-hidden />
      New experiment
    </Link>
  );
  return (
    <>
      <PageHeader
        title="Experiments"
        description="Models, prompts and parameters compared on live traffic, with verdicts that hold however often you look."
        actions={create}
      />
      <div className="grid gap-3">
        <FilterBar
          activeCount={activeCount}
          onClear={clear}
          actions={<ExportMenu path="/experiments" filters={filters} />}
        >
          <FilterSearch
            label="Search experiments"
            value={filters.search ?? ""}
            onChange={(search) => void setFilters({ search: search || null })}
          />
          <FilterSelect
            label="Status"
            value={filters.status}
            onChange={(value) => void setFilters({ status: EXPERIMENT_STATUSES.find((one) => one === value) ?? null })}
            options={STATUS_OPTIONS}
          />
          <FilterSelect
            label="Task"
            value={filters.task}
            onChange={(task) => void setFilters({ task })}
            options={tasks.data ?? []}
          />
        </FilterBar>
        <QueryView
          query={experiments}
          label="experiments"
          skeleton={<TableSkeleton rows={5} columns={7} />}
          empty={
            <Card>
              {activeCount > 0 ? (
                <EmptyState icon={Split} title="No experiment fits these filters">
                  Clear the filters to see the others.
                </EmptyState>
              ) : (
                <EmptyState icon={Split} title="Nothing is compared yet" action={create}>
                  An experiment gives each request, session or user one of several settings, and tells which is better.
                </EmptyState>
              )}
            </Card>
          }
        >
          {({ pages }) => (
            <DataTable
              label="Experiments"
              rows={pages.flatMap(({ data }) => data)}
              columns={COLUMNS}
              rowKey={({ id }) => id}
              onOpen={({ slug }) => router.push(`/experiments/${slug}`)}
              loadMore={{
                hasMore: experiments.hasNextPage,
                isLoading: experiments.isFetchingNextPage,
                onPress: () => void experiments.fetchNextPage(),
              }}
            />
          )}
        </QueryView>
      </div>
    </>
  );
}
