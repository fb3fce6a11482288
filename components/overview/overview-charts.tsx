"use client";

import { useMemo } from "react";
import {
  bucketMsOf,
  costOf,
  errorsOf,
  groupPoints,
  measurePoints,
  overlayOf,
  tokensOf,
  type Measure,
} from "@/components/charts/summary-points";
import { TimeSeriesPanel, type TimeSeriesPanelProps } from "@/components/charts/time-series-panel";
import { MarksSelect, useMarks } from "@/components/timeline/marks-select";
import { lengthOfTimeRange, type TimeRange } from "@/lib/client/time-range";
import type { Timeseries } from "@/lib/executions/schemas";
import type { TimelineEntry } from "@/lib/timeline/schemas";
import type { ChartGroup } from "./overview-parameters";

type OverviewChartsProps = {
  /** undefined while loading. */
  grouped: Timeseries | undefined;
  total: Timeseries | undefined;
  timeline: readonly TimelineEntry[] | undefined;
  by: ChartGroup;
  range: TimeRange;
  error: unknown;
  onRetry: () => void;
};

type Chart = Pick<TimeSeriesPanelProps, "title" | "description" | "unit" | "kind" | "labels" | "emptyText"> & {
  /** Of each group; or several of the whole, by what they are called. */
  measure: Measure | Record<string, Measure>;
  /** What an earlier time is compared by, and what that line is called. */
  overlay: Measure;
  overlayName?: string;
};

const TOKEN_CLASSES = {
  fresh: "fresh input",
  cacheRead: "read from cache",
  cacheWrite: "written to cache",
  output: "output",
} as const;

const chartsBy = (by: ChartGroup): readonly Chart[] => [
  {
    title: "Requests",
    description: `Per ${by}`,
    unit: "count",
    kind: "bar",
    measure: ({ count }) => count,
    overlay: ({ count }) => count,
  },
  {
    title: "Errors",
    description: `Requests that failed, broke off or were interrupted, per ${by}`,
    unit: "count",
    kind: "bar",
    measure: errorsOf,
    overlay: errorsOf,
  },
  {
    title: "Latency",
    description: "Percentiles of requests that answered in full",
    unit: "ms",
    measure: {
      p99: ({ latencyMsP99 }) => latencyMsP99,
      p95: ({ latencyMsP95 }) => latencyMsP95,
      p50: ({ latencyMsP50 }) => latencyMsP50,
    },
    labels: { p99: "99th percentile", p95: "95th percentile", p50: "median" },
    overlay: ({ latencyMsP95 }) => latencyMsP95,
    overlayName: "95th percentile",
    emptyText: "No request answered in full in this time range.",
  },
  {
    title: "Cost",
    description: `Per ${by}, where the price is known`,
    unit: "usd",
    kind: "bar",
    measure: costOf,
    overlay: costOf,
    emptyText: "No request of known price in this time range.",
  },
  {
    title: "Quality",
    description: `Mean score of 0 to 100, per ${by}`,
    unit: "quality",
    measure: ({ quality }) => quality,
    overlay: ({ quality }) => quality,
    emptyText: "Nothing was scored in this time range.",
  },
  {
    title: "Tokens",
    description: "By the class they are charged in",
    unit: "tokens",
    kind: "bar",
    measure: {
      fresh: ({ tokens }) => tokens.fresh,
      cacheRead: ({ tokens }) => tokens.cacheRead || null,
      cacheWrite: ({ tokens }) => tokens.cacheWrite || null,
      output: ({ tokens }) => tokens.output,
    },
    labels: TOKEN_CLASSES,
    overlay: tokensOf,
  },
];

/** Every measure over time, with what was changed meanwhile and, on request, an earlier time laid over. */
export function OverviewCharts({ grouped, total, timeline, by, range, error, onRetry }: OverviewChartsProps) {
  const length = lengthOfTimeRange(range);
  const marks = useMarks(timeline);
  const panels = useMemo(
    () =>
      chartsBy(by).map(({ measure, overlay, overlayName, ...chart }) => {
        const series = typeof measure === "function" ? grouped : total;
        return {
          ...chart,
          points:
            series && (typeof measure === "function" ? groupPoints(series, measure) : measurePoints(series, measure)),
          overlay: overlayOf(total, overlay, overlayNames(length, overlayName ?? "all")),
        };
      }),
    [by, grouped, total, length],
  );
  const bucketMs = bucketMsOf(grouped?.step ?? "hour");
  return (
    <div className="grid grid-cols-1 gap-4 lg:grid-cols-2">
      <MarksSelect className="col-span-full" />
      {panels.map((panel) => (
        <TimeSeriesPanel
          key={panel.title}
          {...panel}
          bucketMs={bucketMs}
          marks={marks}
          error={error}
          onRetry={onRetry}
        />
      ))}
    </div>
  );
}

const overlayNames = (length: string | null, what: string) => ({
  previous: `${what}, previous ${length ?? "period"}`,
  weekdays: `${what}, same weekdays before`,
});
