"use client";

import { useInfiniteQuery, useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Database } from "lucide-react";
import Link from "next/link";
import { parseAsString, parseAsStringLiteral, useQueryStates } from "nuqs";
import { CardSkeleton } from "@/components/data/card-skeleton";
import { DataTable } from "@/components/data/data-table";
import { describeError } from "@/components/data/describe-error";
import { EmptyState } from "@/components/data/empty-state";
import { FilterBar } from "@/components/data/filter-bar";
import { FilterSelect } from "@/components/data/filter-select";
import { MetricCard } from "@/components/data/metric-card";
import { QueryView } from "@/components/data/query-view";
import { TableSkeleton } from "@/components/data/table-skeleton";
import { useMay } from "@/components/layout/permissions";
import { Button, buttonVariants } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { notify } from "@/components/ui/notify";
import { buildDataset, dataQualityQuery, examplesQuery } from "@/lib/client/examples";
import { formatCount, formatPercent } from "@/lib/client/format";
import type { Task } from "@/lib/registry/schemas";
import type { DataQuality } from "@/lib/training/schemas";
import { EXAMPLE_STATES } from "@/lib/training/words";
import { ConflictsSection } from "./conflicts-section";
import { COVERAGE_COLUMNS, EXAMPLE_COLUMNS } from "./example-columns";
import { HeldBackSources } from "./held-back-sources";
import { TaskOfPage } from "./task-of-page";

type DataViewProps = { tasks: readonly Task[]; defaultTask: string | null };

/** What the examples of a task are like, label by label, and what is wrong with them. */
export function DataView({ tasks, defaultTask }: DataViewProps) {
  return (
    <TaskOfPage tasks={tasks} defaultTask={defaultTask} actions={(task) => <DataActions task={task} />}>
      {(task) => <DataOfTask key={task} task={task} />}
    </TaskOfPage>
  );
}

function DataActions({ task }: { task: string }) {
  const queryClient = useQueryClient();
  const canWrite = useMay("write");
  const build = useMutation({
    mutationFn: () => buildDataset({ task }),
    onSuccess: async ({ rowCount, labelCount, poolCount }) => {
      notify.success(
        `A dataset of ${formatCount(rowCount)} examples with ${formatCount(labelCount)} labels is built, ${formatCount(poolCount)} of them reviewed here`,
      );
      await queryClient.invalidateQueries({ queryKey: ["training", "datasets"] });
    },
    onError: (error) => notify.error(describeError(error).message),
  });
  return (
    <>
      {(["jsonl", "csv", "json"] as const).map((format) => (
        <a
          key={format}
          className={buttonVariants({ variant: "ghost" })}
          href={`/api/v1/training/export?task=${encodeURIComponent(task)}&format=${format}`}
          download
        >
          {format.toUpperCase()}
        </a>
      ))}
      {canWrite && (
        <Button variant="primary" isPending={build.isPending} onClick={() => build.mutate()}>
          Build a dataset
        </Button>
      )}
    </>
  );
}

const PARAMETERS = {
  giver: parseAsString,
  state: parseAsStringLiteral(EXAMPLE_STATES),
  label: parseAsString,
  only: parseAsStringLiteral(["near", "suspicious"]),
};
const ONLY_OPTIONS = [
  { value: "near", label: "near copies" },
  { value: "suspicious", label: "doubtful labels" },
];

function DataOfTask({ task }: { task: string }) {
  const quality = useQuery(dataQualityQuery(task));
  const [{ giver, state, label, only }, setFilters] = useQueryStates(PARAMETERS);
  const examples = useInfiniteQuery(
    examplesQuery({ task, giver, state, label, near: only === "near", suspicious: only === "suspicious" }),
  );
  const activeCount = [giver, state, label, only].filter((value) => value !== null).length;
  return (
    <QueryView query={quality} label="statistics" skeleton={<CardSkeleton lines={6} />}>
      {(loaded) => (
        <div className="grid gap-6">
          <HeldBackSources task={task} sources={loaded.heldBack} />
          <QualityCards quality={loaded} />
          <ConflictsSection task={task} count={loaded.conflicting} />
          <section className="grid gap-2">
            <h2 className="text-sm font-semibold">Coverage, the least covered label first</h2>
            {loaded.coverage.length === 0 ? (
              <Card>
                <EmptyState icon={Database} title="No labels yet">
                  Import labelled texts, or correct an answer.
                </EmptyState>
              </Card>
            ) : (
              <DataTable
                label="Coverage"
                rows={loaded.coverage}
                columns={COVERAGE_COLUMNS}
                rowKey={(row) => row.label}
                onOpen={(row) => void setFilters({ label: row.label })}
              />
            )}
          </section>
          <section className="grid gap-2">
            <h2 className="text-sm font-semibold">Examples</h2>
            <FilterBar activeCount={activeCount} onClear={() => void setFilters(null)}>
              <FilterSelect
                label="State"
                value={state}
                onChange={(value) => void setFilters({ state: EXAMPLE_STATES.find((one) => one === value) ?? null })}
                options={EXAMPLE_STATES.map((value) => ({ value, label: value }))}
              />
              <FilterSelect
                label="Label"
                value={label}
                onChange={(value) => void setFilters({ label: value })}
                options={loaded.coverage.map((one) => ({ value: one.label, label: one.label }))}
              />
              <FilterSelect
                label="Only"
                allLabel="All examples"
                value={only}
                onChange={(value) =>
                  void setFilters({ only: value === "near" || value === "suspicious" ? value : null })
                }
                options={ONLY_OPTIONS}
              />
            </FilterBar>
            <QueryView
              query={examples}
              label="examples"
              skeleton={<TableSkeleton rows={5} columns={6} />}
              empty={
                <Card>
                  <EmptyState icon={Database} title={activeCount > 0 ? "No example matches" : "No examples yet"}>
                    {activeCount > 0
                      ? "Take a filter away to see more."
                      : "Corrections become examples by themselves: say in the playground or in an execution what the right label is."}
                  </EmptyState>
                </Card>
              }
            >
              {({ pages }) => (
                <DataTable
                  label="Examples"
                  rows={pages.flatMap((page) => page.data)}
                  columns={EXAMPLE_COLUMNS}
                  rowKey={({ id }) => id}
                  loadMore={{
                    hasMore: examples.hasNextPage,
                    isLoading: examples.isFetchingNextPage,
                    onPress: () => void examples.fetchNextPage(),
                  }}
                />
              )}
            </QueryView>
          </section>
        </div>
      )}
    </QueryView>
  );
}

function QualityCards({ quality }: { quality: DataQuality }) {
  const { states, base, givers, shareOfBusiest, suspicious, near, task } = quality;
  return (
    <div className="grid gap-3 sm:grid-cols-2 lg:grid-cols-4">
      <MetricCard
        label="Open"
        value={formatCount(states.pending)}
        hint={<Link href={`/training/review?task=${task}`}>Review them</Link>}
      />
      <MetricCard
        label="Accepted"
        value={formatCount(states.accepted + states.fixed)}
        hint={
          shareOfBusiest === null
            ? `${formatCount(states.rejected)} rejected`
            : `${formatCount(givers)} givers, the busiest ${formatPercent(shareOfBusiest)}`
        }
      />
      <MetricCard
        label="Quality"
        value={quality.quality === null ? "unknown" : formatPercent(quality.quality)}
        hint={`${formatCount(suspicious)} doubtful labels, ${formatCount(near)} near copies`}
      />
      <MetricCard
        label="Built on"
        value={base === null ? "nothing" : `${formatCount(base.rowCount)} rows`}
        hint={base?.name ?? "no dataset was imported"}
      />
    </div>
  );
}
