"use client";

import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useMemo } from "react";
import { bucketMsOf, costOf, groupPoints } from "@/components/charts/summary-points";
import { TimeSeriesPanel } from "@/components/charts/time-series-panel";
import { MarksSelect, useMarks } from "@/components/timeline/marks-select";
import { timeseriesQuery } from "@/lib/client/metrics";
import { timelineQuery } from "@/lib/client/timeline";
import type { TimeRange } from "@/lib/client/time-range";
import { COST_DIMENSION_WORDS } from "./cost-dimensions";
import { costFiltersOf, type CostDimension, type CostParameters } from "./cost-parameters";

/** Dimensions that costs are known by over time. */
const OVER_TIME = ["model", "task", "provider", "category", "status"] as const;
type OverTime = (typeof OVER_TIME)[number];

const isOverTime = (by: CostDimension): by is OverTime => OVER_TIME.some((one) => one === by);

/** Cost per bucket of time; in one line for what is not counted by time. */
export function CostChart({ parameters, range }: { parameters: CostParameters; range: TimeRange }) {
  const { by } = parameters;
  const filters = costFiltersOf(parameters);
  const { task, model, source } = filters;
  const groupBy = isOverTime(by) ? by : "none";
  const series = useQuery({
    ...timeseriesQuery(range, groupBy, {
      ...(task && { task }),
      ...(model && { model }),
      ...(source && { source }),
    }),
    placeholderData: keepPreviousData,
  });
  const timeline = useQuery(timelineQuery(range, { ...(task && { task }), ...(model && { model }) }));
  const marks = useMarks(timeline.data?.data);
  const points = useMemo(() => series.data && groupPoints(series.data, costOf), [series.data]);
  return (
    <div className="grid grid-cols-1 gap-2">
      <MarksSelect />
      <TimeSeriesPanel
        title="Cost over time"
        description={
          groupBy === "none" ? "All calls of known price" : `Per ${COST_DIMENSION_WORDS[by].header.toLowerCase()}`
        }
        unit="usd"
        kind="bar"
        points={points}
        labels={ALL}
        bucketMs={bucketMsOf(series.data?.step ?? "hour")}
        marks={marks}
        emptyText="No call of known price in this time range."
        error={series.error}
        onRetry={() => void series.refetch()}
      />
    </div>
  );
}

/** The one line of a series without groups. */
const ALL = { none: "all" } as const;
