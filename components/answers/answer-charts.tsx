"use client";

import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { bucketMsOf, groupPoints, type Measure } from "@/components/charts/summary-points";
import { TimeSeriesPanel, type TimeSeriesPanelProps } from "@/components/charts/time-series-panel";
import type { AnswerFilters } from "@/lib/client/answers";
import { timeseriesQuery } from "@/lib/client/metrics";
import type { TimeRange } from "@/lib/client/time-range";

type Chart = Pick<TimeSeriesPanelProps, "title" | "description" | "unit" | "emptyText"> & { measure: Measure };

const CHARTS: readonly Chart[] = [
  {
    title: "Approval",
    description: "Share of judged answers that people call right or helpful, per task",
    unit: "percent",
    measure: ({ approvalRate }) => approvalRate,
    emptyText: "Nobody judged an answer in this time range.",
  },
  {
    title: "Confidence",
    description: "How sure models are of their answers, per task",
    unit: "percent",
    measure: ({ confidence }) => confidence,
    emptyText: "No answer told its confidence in this time range.",
  },
];

type AnswerChartsProps = { range: TimeRange; filters: AnswerFilters };

export function AnswerCharts({ range, filters: { task, model } }: AnswerChartsProps) {
  const series = useQuery({
    ...timeseriesQuery(range, "task", { task: task ?? undefined, model: model ?? undefined }),
    placeholderData: keepPreviousData,
  });
  return (
    <div className="grid grid-cols-1 gap-4 lg:grid-cols-2">
      {CHARTS.map(({ measure, ...chart }) => (
        <TimeSeriesPanel
          key={chart.title}
          {...chart}
          points={series.data && groupPoints(series.data, measure)}
          bucketMs={bucketMsOf(series.data?.step ?? "hour")}
          error={series.error}
          onRetry={() => void series.refetch()}
        />
      ))}
    </div>
  );
}
