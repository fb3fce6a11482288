"use client";

import { keepPreviousData, useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { MessageSquareHeart } from "lucide-react";
import Link from "next/link";
import { parseAsString, parseAsStringLiteral, useQueryStates } from "nuqs";
import { CardSkeleton } from "@/components/data/card-skeleton";
import { DataTable } from "@/components/data/data-table";
import { EmptyState } from "@/components/data/empty-state";
import { ExportMenu } from "@/components/data/export-menu";
import { FilterBar } from "@/components/data/filter-bar";
import { FilterSelect } from "@/components/data/filter-select";
import { QueryView } from "@/components/data/query-view";
import { TableSkeleton } from "@/components/data/table-skeleton";
import { useTimeRange } from "@/components/layout/use-time-range";
import { buttonVariants } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { Select } from "@/components/ui/select";
import { windowOf } from "@/lib/client/executions";
import { feedbackQuery, feedbackStatsQuery } from "@/lib/client/feedback";
import { FEEDBACK_GROUPS, FEEDBACK_KINDS, FEEDBACK_SOURCES } from "@/lib/feedback/words";
import { FeedbackCards } from "./feedback-cards";
import { ENTRY_COLUMNS, groupColumns } from "./feedback-columns";

const PARAMETERS = {
  task: parseAsString,
  model: parseAsString,
  kind: parseAsStringLiteral(FEEDBACK_KINDS),
  source: parseAsStringLiteral(FEEDBACK_SOURCES),
};
const BY = { by: parseAsStringLiteral(FEEDBACK_GROUPS).withDefault("model") };

const options = (values: readonly string[]) => values.map((value) => ({ value, label: value }));

type FeedbackViewProps = { tasks: readonly string[]; models: readonly string[] };

export function FeedbackView({ tasks, models }: FeedbackViewProps) {
  const { range } = useTimeRange();
  const [filters, setFilters] = useQueryStates(PARAMETERS);
  const [{ by }, setBy] = useQueryStates(BY);
  const stats = useQuery({
    ...feedbackStatsQuery({ ...filters, groupBy: by }, range),
    placeholderData: keepPreviousData,
  });
  const entries = useInfiniteQuery({ ...feedbackQuery(filters, range), placeholderData: keepPreviousData });
  const activeCount = Object.values(filters).filter((value) => value !== null).length;

  return (
    <div className="grid gap-6">
      <FilterBar
        activeCount={activeCount}
        onClear={() => void setFilters(null)}
        actions={<ExportMenu path="/feedback/entries" filters={{ ...filters, ...windowOf(range) }} />}
      >
        <FilterSelect
          label="Task"
          value={filters.task}
          onChange={(task) => void setFilters({ task })}
          options={options(tasks)}
        />
        <FilterSelect
          label="Model"
          value={filters.model}
          onChange={(model) => void setFilters({ model })}
          options={options(models)}
        />
        <FilterSelect
          label="Kind"
          value={filters.kind}
          onChange={(kind) => void setFilters({ kind: FEEDBACK_KINDS.find((one) => one === kind) ?? null })}
          options={options(FEEDBACK_KINDS)}
        />
        <FilterSelect
          label="Source"
          value={filters.source}
          onChange={(source) => void setFilters({ source: FEEDBACK_SOURCES.find((one) => one === source) ?? null })}
          options={options(FEEDBACK_SOURCES)}
        />
      </FilterBar>
      <QueryView
        query={stats}
        label="statistics"
        skeleton={<CardSkeleton lines={4} />}
        isEmpty={({ total }) => total.count === 0}
        empty={<Card>{activeCount === 0 ? <NoFeedback /> : <NoneMatches />}</Card>}
      >
        {({ total, groups, groupBy }) => (
          <>
            <FeedbackCards total={total} />
            <section className="grid gap-2" aria-labelledby="feedback-groups">
              <div className="flex flex-wrap items-center gap-3">
                <h2 id="feedback-groups" className="text-sm font-semibold">
                  Statistics
                </h2>
                <Select
                  aria-label="Group by"
                  isQuiet
                  frameClassName="w-auto min-w-32"
                  value={by}
                  onChange={(event) =>
                    void setBy({ by: FEEDBACK_GROUPS.find((one) => one === event.target.value) ?? null })
                  }
                  options={FEEDBACK_GROUPS.map((value) => ({ value, label: `by ${value}` }))}
                />
              </div>
              <DataTable
                label="Statistics"
                rows={groups}
                columns={groupColumns(groupBy)}
                rowKey={({ value }) => value}
              />
            </section>
            <section className="grid gap-2" aria-labelledby="feedback-entries">
              <h2 id="feedback-entries" className="text-sm font-semibold">
                What was said
              </h2>
              <QueryView query={entries} label="feedback" skeleton={<TableSkeleton rows={5} columns={6} />}>
                {({ pages }) => (
                  <DataTable
                    label="Feedback"
                    rows={pages.flatMap((page) => page.data)}
                    columns={ENTRY_COLUMNS}
                    rowKey={({ id }) => id}
                    loadMore={{
                      hasMore: entries.hasNextPage,
                      isLoading: entries.isFetchingNextPage,
                      onPress: () => void entries.fetchNextPage(),
                    }}
                  />
                )}
              </QueryView>
            </section>
          </>
        )}
      </QueryView>
    </div>
  );
}

const NoFeedback = () => (
  <EmptyState
    icon={MessageSquareHeart}
    title="No feedback in this time"
    action={
      <Link href="/playground" className={buttonVariants({ variant: "primary" })}>
        Judge an answer
      </Link>
    }
  >
    Say in the playground or in an execution whether an answer was good, or send it from your own program with{" "}
    <code className="font-mono text-xs">POST /api/v1/feedback</code>. It moves the quality that the router learns from,
    and corrections become training examples.
  </EmptyState>
);

const NoneMatches = () => (
  <EmptyState icon={MessageSquareHeart} title="No feedback matches">
    Take a filter away, or choose a longer time.
  </EmptyState>
);
