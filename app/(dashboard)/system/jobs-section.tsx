"use client";

import { keepPreviousData, useInfiniteQuery } from "@tanstack/react-query";
import { ListTodo } from "lucide-react";
import { parseAsStringLiteral, useQueryState } from "nuqs";
import { DataTable } from "@/components/data/data-table";
import { EmptyState } from "@/components/data/empty-state";
import { FilterBar } from "@/components/data/filter-bar";
import { FilterSelect } from "@/components/data/filter-select";
import { QueryView } from "@/components/data/query-view";
import { TableSkeleton } from "@/components/data/table-skeleton";
import { JOB_COLUMNS } from "./job-columns";
import { JOB_STATUS_WORDS, JOB_STATUSES } from "./job-words";
import { jobsQuery } from "./jobs-query";

const OPTIONS = JOB_STATUSES.map((value) => ({ value, label: JOB_STATUS_WORDS[value].label }));

/** Long work in the background: what runs, what waits, what failed and why. */
export function JobsSection() {
  const [status, setStatus] = useQueryState("status", parseAsStringLiteral(JOB_STATUSES));
  const jobs = useInfiniteQuery({ ...jobsQuery({ status }), placeholderData: keepPreviousData });
  return (
    <section aria-labelledby="jobs" className="grid grid-cols-1 gap-3">
      <h2 id="jobs" className="text-base font-semibold">
        Background work
      </h2>
      <FilterBar activeCount={status === null ? 0 : 1} onClear={() => void setStatus(null)}>
        <FilterSelect
          label="State"
          value={status}
          onChange={(next) => void setStatus(JOB_STATUSES.find((one) => one === next) ?? null)}
          options={OPTIONS}
        />
      </FilterBar>
      <QueryView
        query={jobs}
        label="jobs"
        skeleton={<TableSkeleton rows={4} columns={5} />}
        empty={
          <EmptyState icon={ListTodo} title={status === null ? "Nothing ran yet" : "No job in this state"}>
            Training runs and the loading of the demo are done in the background and survive a restart. Finished ones
            stay here for 30 days.
          </EmptyState>
        }
      >
        {({ pages }) => (
          <DataTable
            label="Background work"
            rows={pages.flatMap(({ data }) => data)}
            columns={JOB_COLUMNS}
            rowKey={({ id }) => id}
            loadMore={{
              hasMore: jobs.hasNextPage,
              isLoading: jobs.isFetchingNextPage,
              onPress: () => void jobs.fetchNextPage(),
            }}
          />
        )}
      </QueryView>
    </section>
  );
}
