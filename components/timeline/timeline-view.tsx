"use client";

import { keepPreviousData, useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { History } from "lucide-react";
import Link from "next/link";
import { useQueryStates } from "nuqs";
import { authorText } from "@/components/data/author-text";
import type { DataColumn } from "@/components/data/data-column";
import { DataTable } from "@/components/data/data-table";
import { EmptyState } from "@/components/data/empty-state";
import { FilterBar } from "@/components/data/filter-bar";
import { FilterSelect } from "@/components/data/filter-select";
import { QueryView } from "@/components/data/query-view";
import { TableSkeleton } from "@/components/data/table-skeleton";
import { Time } from "@/components/data/time";
import { useMay } from "@/components/layout/permissions";
import { useTimeRange } from "@/components/layout/use-time-range";
import { Badge } from "@/components/ui/badge";
import { Card } from "@/components/ui/card";
import { choicesQuery } from "@/lib/client/choices";
import { timelineFeedQuery } from "@/lib/client/timeline";
import type { TimelineEntry } from "@/lib/timeline/schemas";
import { TIMELINE_KINDS } from "@/lib/timeline/words";
import { KIND_WORDS } from "./kind-words";
import { timelineParsers } from "./timeline-parameters";
import { UndoButton } from "./undo-button";

const COLUMNS: DataColumn<TimelineEntry>[] = [
  { id: "at", header: "When", cell: ({ at }) => <Time at={at} /> },
  {
    id: "title",
    header: "What",
    isPrimary: true,
    cell: ({ title, href, reason }) => (
      <span className="grid min-w-48 break-words">
        <Link href={href} className="font-medium hover:underline">
          {title}
        </Link>
        {reason && <span className="text-xs font-normal text-muted-foreground">{reason}</span>}
      </span>
    ),
  },
  { id: "kind", header: "Kind", cell: ({ kind }) => <Badge tone={TONES[kind] ?? "neutral"}>{KIND_WORDS[kind]}</Badge> },
  { id: "who", header: "By", cell: ({ actorName }) => authorText(actorName) },
];

const TONES: Partial<Record<TimelineEntry["kind"], "danger" | "success" | "accent">> = {
  alert: "danger",
  optimization: "success",
  experiment: "accent",
};

/** What happened, newest first, with the way back where there is one. */
export function TimelineView() {
  const { range } = useTimeRange();
  const [filters, setFilters] = useQueryStates(timelineParsers);
  const feed = useInfiniteQuery({ ...timelineFeedQuery(range, filters), placeholderData: keepPreviousData });
  const tasks = useQuery(choicesQuery("task"));
  const models = useQuery(choicesQuery("model"));
  const mayWrite = useMay("write");
  const activeCount = Object.values(filters).filter((value) => value !== null).length;
  const undo: DataColumn<TimelineEntry> = {
    id: "undo",
    header: "Undo",
    cell: ({ title, undo: way }) =>
      way && mayWrite ? <UndoButton title={title} undo={way} /> : <span className="text-muted-foreground">—</span>,
  };
  return (
    <div className="grid grid-cols-1 gap-3">
      <FilterBar activeCount={activeCount} onClear={() => void setFilters({ kind: null, task: null, model: null })}>
        <FilterSelect
          label="Kind"
          value={filters.kind}
          onChange={(value) => void setFilters({ kind: TIMELINE_KINDS.find((one) => one === value) ?? null })}
          options={TIMELINE_KINDS.map((kind) => ({ value: kind, label: KIND_WORDS[kind] }))}
        />
        <FilterSelect
          label="Task"
          value={filters.task}
          onChange={(task) => void setFilters({ task })}
          options={tasks.data ?? []}
        />
        <FilterSelect
          label="Model"
          value={filters.model}
          onChange={(model) => void setFilters({ model })}
          options={models.data ?? []}
        />
      </FilterBar>
      <QueryView
        query={feed}
        label="timeline"
        skeleton={<TableSkeleton rows={8} columns={5} />}
        empty={
          <Card>
            <EmptyState icon={History} title="Nothing happened">
              {activeCount > 0
                ? "Nothing fits these filters in this time range. Clear them, or look at a longer one."
                : "Changes, optimizations, experiments, deployments, benchmarks and alerts of the time range are listed here. Look at a longer one."}
            </EmptyState>
          </Card>
        }
      >
        {({ pages }) => (
          <DataTable
            label="Timeline"
            rows={pages.flatMap(({ data }) => data)}
            columns={[...COLUMNS, undo]}
            rowKey={({ id }) => id}
            loadMore={{
              hasMore: feed.hasNextPage,
              isLoading: feed.isFetchingNextPage,
              onPress: () => void feed.fetchNextPage(),
            }}
          />
        )}
      </QueryView>
    </div>
  );
}
