"use client";

import { ChartLine, Table2 } from "lucide-react";
import dynamic from "next/dynamic";
import { useMemo, useState, type ReactNode } from "react";
import { EmptyState } from "@/components/data/empty-state";
import { ErrorState } from "@/components/data/error-state";
import { useNow } from "@/components/data/use-now";
import { Button } from "@/components/ui/button";
import { Card, CardContent, CardDescription, CardHeader, CardTitle } from "@/components/ui/card";
import { Skeleton } from "@/components/ui/skeleton";
import { describeTimeSeries } from "./describe-time-series";
import { useKnownColours } from "./known-colours";
import type { ChartMark } from "./place-marks";
import type { ChartOverlay } from "./place-overlay";
import { prepareTimeSeries, type PreparedTimeSeries, type TimeSeriesPoint } from "./prepare-time-series";
import { TimeSeriesLegend } from "./time-series-legend";
import { TimeSeriesTable } from "./time-series-table";
import type { ChartUnit } from "./units";

/** The chart library is 110 kB: fetched after the first paint, never on the server. */
const TimeSeriesChart = dynamic(() => import("./time-series-chart").then((module) => module.TimeSeriesChart), {
  ssr: false,
  loading: () => <Skeleton className="size-full" />,
});

export type TimeSeriesPanelProps = {
  title: string;
  description?: string;
  unit: ChartUnit;
  /** Bars are stacked: for counts and sums. (Default: line) */
  kind?: "line" | "bar";
  /** undefined while loading. */
  points: readonly TimeSeriesPoint[] | undefined;
  bucketMs: number;
  labels?: Readonly<Record<string, string>>;
  /** An earlier time, as one dashed line. (Default: none) */
  overlay?: ChartOverlay | null;
  /** Changes to point out. (Default: none) */
  marks?: readonly ChartMark[];
  error?: unknown;
  onRetry?: () => void;
  /** Why there is nothing, and what to do. (Default: "Nothing was recorded in this time range.") */
  emptyText?: string;
  /** Of the drawing, pixels; the same in every state. (Default: 220) */
  height?: number;
};

/** A chart over time with its title, legend, words for screen readers, and the same numbers as a table. */
export function TimeSeriesPanel(props: TimeSeriesPanelProps) {
  const { title, description, points, bucketMs, labels, overlay, marks } = props;
  const [isTable, setIsTable] = useState(false);
  const known = useKnownColours();
  const nowMs = useNow("quarterMinute");
  const prepared = useMemo(
    () =>
      points && nowMs !== null ? prepareTimeSeries({ points, bucketMs, nowMs, labels, known, overlay, marks }) : null,
    [points, bucketMs, nowMs, labels, known, overlay, marks],
  );
  const hasRows = prepared !== null && prepared.rows.length > 0;

  return (
    <Card>
      <CardHeader>
        <CardTitle>{title}</CardTitle>
        <Button
          variant="ghost"
          size="sm"
          aria-pressed={isTable}
          disabled={!hasRows}
          onClick={() => setIsTable(!isTable)}
          data-print="hide"
          className="-my-1 ml-auto text-muted-foreground pointer-coarse:-my-3"
        >
          {isTable ? <ChartLine aria-hidden className="size-3.5" /> : <Table2 aria-hidden className="size-3.5" />}
          {isTable ? "Chart" : "Table"}
          <span className="sr-only">view of {title}</span>
        </Button>
        {description && <CardDescription>{description}</CardDescription>}
      </CardHeader>
      <CardContent>
        <PanelBody {...props} prepared={prepared} isTable={isTable} />
      </CardContent>
    </Card>
  );
}

type PanelBodyProps = TimeSeriesPanelProps & { prepared: PreparedTimeSeries | null; isTable: boolean };

function PanelBody(props: PanelBodyProps) {
  const { prepared, isTable, error, onRetry, emptyText, height = 220, title, unit, kind = "line", bucketMs } = props;
  const isMissing = prepared === null;

  if (isMissing && error) {
    return (
      <Frame height={height}>
        <ErrorState error={error} onRetry={onRetry} className="h-full py-0" />
      </Frame>
    );
  }
  if (isMissing) {
    return (
      <Frame height={height}>
        <div className="h-full" aria-busy="true" style={{ height }}>
          <Skeleton className="size-full" />
        </div>
      </Frame>
    );
  }
  if (prepared.rows.length === 0) {
    return (
      <Frame height={height}>
        <EmptyState title="No data" className="h-full py-0">
          {emptyText ?? "Nothing was recorded in this time range."}
        </EmptyState>
      </Frame>
    );
  }
  const summary = describeTimeSeries(prepared, unit);
  return (
    <figure>
      <div style={{ height }}>
        {isTable ? (
          <TimeSeriesTable prepared={prepared} unit={unit} bucketMs={bucketMs} height={height} title={title} />
        ) : (
          <TimeSeriesChart
            prepared={prepared}
            unit={unit}
            kind={kind}
            bucketMs={bucketMs}
            height={height}
            title={title}
            description={summary}
          />
        )}
      </div>
      <figcaption>
        <TimeSeriesLegend prepared={prepared} kind={kind} />
        <span className="sr-only">{summary}</span>
      </figcaption>
    </figure>
  );
}

/** As high as a drawing with its legend. */
function Frame({ height, children }: { height: number; children: ReactNode }) {
  return <div style={{ height: height + LEGEND_PX }}>{children}</div>;
}

const LEGEND_PX = 24;
