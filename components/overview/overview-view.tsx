"use client";

import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useQueryStates } from "nuqs";
import type { ReactNode } from "react";
import { CardSkeleton } from "@/components/data/card-skeleton";
import { QueryView } from "@/components/data/query-view";
import { useTimeRange } from "@/components/layout/use-time-range";
import { toSearch } from "@/lib/client/api";
import { DEFAULT_TIME_RANGE, TIME_RANGE_PARAM } from "@/lib/client/time-range";
import { ChangeList } from "./change-list";
import { ConcernsCard } from "./concerns-card";
import { DistributionCard } from "./distribution-card";
import { GroupTable } from "./group-table";
import { OverviewCards, OverviewCardsSkeleton } from "./overview-cards";
import { OverviewCharts } from "./overview-charts";
import { OverviewFilters } from "./overview-filters";
import { metricsFiltersOf, overviewParsers } from "./overview-parameters";
import { overviewQueries } from "./overview-queries";
import { SavedCard } from "./saved-card";

type OverviewViewProps = {
  /** Slugs to filter by. */
  tasks: readonly string[];
  models: readonly string[];
  /** The button for saved views. */
  views: ReactNode;
};

export function OverviewView({ tasks, models, views }: OverviewViewProps) {
  const { range } = useTimeRange();
  const [parameters, setParameters] = useQueryStates(overviewParsers);
  const queries = overviewQueries(range, parameters);
  const report = useQuery({ ...queries.report, placeholderData: keepPreviousData });
  const grouped = useQuery({ ...queries.grouped, placeholderData: keepPreviousData });
  const total = useQuery({ ...queries.total, placeholderData: keepPreviousData });
  const timeline = useQuery({ ...queries.timeline, placeholderData: keepPreviousData });
  const filters = metricsFiltersOf(parameters);
  const linkTo = (path: string, more: Record<string, string> = {}) => {
    const kept = range === DEFAULT_TIME_RANGE ? {} : { [TIME_RANGE_PARAM]: range };
    const search = toSearch({ ...kept, ...(path === "/executions" && filters), ...more });
    return search ? `${path}?${search}` : path;
  };

  return (
    <div className="grid grid-cols-1 gap-4">
      <OverviewFilters
        parameters={parameters}
        setParameters={(change) => void setParameters(change)}
        range={range}
        tasks={tasks}
        models={models}
        views={views}
      />
      <QueryView query={report} label="totals" skeleton={<OverviewCardsSkeleton />}>
        {(data) => (
          <>
            <OverviewCards report={data} series={total.data} range={range} linkTo={linkTo} />
            <SavedCard />
            <ConcernsCard report={data} />
          </>
        )}
      </QueryView>
      <OverviewCharts
        grouped={grouped.data}
        total={total.data}
        timeline={timeline.data?.data}
        by={parameters.by}
        range={range}
        error={grouped.error ?? total.error}
        onRetry={() => void Promise.all([grouped.refetch(), total.refetch()])}
      />
      <div className="grid grid-cols-1 gap-4 lg:grid-cols-2">
        <QueryView query={report} label="models" skeleton={null}>
          {({ byModel }) => (
            <GroupTable
              title="Models"
              filter="model"
              rows={byModel.map((row) => ({ ...row, name: row.model }))}
              linkTo={linkTo}
            />
          )}
        </QueryView>
        <QueryView query={report} label="tasks" skeleton={null}>
          {({ byTask }) => (
            <GroupTable
              title="Tasks"
              filter="task"
              rows={byTask.map((row) => ({ ...row, name: row.task }))}
              linkTo={linkTo}
            />
          )}
        </QueryView>
        <QueryView query={report} label="distributions" skeleton={<CardSkeleton />}>
          {({ distributions }) => <DistributionCard distributions={distributions} linkTo={linkTo} />}
        </QueryView>
        <QueryView query={timeline} label="changes" skeleton={<CardSkeleton />}>
          {({ data }) => <ChangeList entries={data} href={linkTo("/timeline")} />}
        </QueryView>
      </div>
    </div>
  );
}
