"use client";

import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { TimeSeriesPanel } from "@/components/charts/time-series-panel";
import { QueryView } from "@/components/data/query-view";
import { useTimeRange } from "@/components/layout/use-time-range";
import { metricsQuery, timeseriesQuery } from "@/lib/client/metrics";
import { bucketMsOf, toPoints } from "./prepare-overview";
import { GroupTable } from "./group-table";
import { OverviewCards, OverviewCardsSkeleton } from "./overview-cards";

export function OverviewView() {
  const { range } = useTimeRange();
  const metrics = useQuery({ ...metricsQuery(range), placeholderData: keepPreviousData });
  const series = useQuery({ ...timeseriesQuery(range, "model"), placeholderData: keepPreviousData });
  const bucketMs = bucketMsOf(series.data?.step ?? "hour");
  const shared = { bucketMs, error: series.error, onRetry: () => void series.refetch() };

  return (
    <div className="grid gap-4">
      <QueryView query={metrics} label="totals" skeleton={<OverviewCardsSkeleton />}>
        {(report) => <OverviewCards report={report} series={series.data} range={range} />}
      </QueryView>
      <div className="grid gap-4 lg:grid-cols-2">
        <TimeSeriesPanel
          title="Requests"
          description="Per model"
          unit="count"
          kind="bar"
          points={series.data && toPoints(series.data, (point) => point.count)}
          {...shared}
        />
        <TimeSeriesPanel
          title="Latency"
          description="95th percentile of answered requests, per model"
          unit="ms"
          points={series.data && toPoints(series.data, (point) => point.latencyMsP95)}
          {...shared}
        />
      </div>
      <div className="grid gap-4 lg:grid-cols-2">
        <QueryView query={metrics} label="models" skeleton={null}>
          {({ byModel }) => (
            <GroupTable title="Models" filter="model" rows={byModel.map((row) => ({ ...row, name: row.model }))} />
          )}
        </QueryView>
        <QueryView query={metrics} label="tasks" skeleton={null}>
          {({ byTask }) => (
            <GroupTable title="Tasks" filter="task" rows={byTask.map((row) => ({ ...row, name: row.task }))} />
          )}
        </QueryView>
      </div>
    </div>
  );
}
