"use client";

import {
  Bar,
  CartesianGrid,
  ComposedChart,
  Line,
  ReferenceLine,
  ResponsiveContainer,
  Tooltip,
  XAxis,
  YAxis,
} from "recharts";
import { bucketFormat } from "./format-bucket";
import { openField, OVERLAY_FIELD, prepareChartRows, solidField, type ChartRow } from "./prepare-chart-rows";
import type { PreparedTimeSeries } from "./prepare-time-series";
import { OVERLAY_LOOK } from "./series-mark";
import { TimeSeriesTooltip } from "./time-series-tooltip";
import { UNITS, type ChartUnit } from "./units";

export type TimeSeriesChartProps = {
  prepared: PreparedTimeSeries;
  unit: ChartUnit;
  kind: "line" | "bar";
  bucketMs: number;
  /** Pixels. */
  height: number;
  title: string;
  description: string;
};

const TICK = { fontSize: 11, fill: "var(--muted-foreground)" };
/** A diamond at the top of the line: the tooltip, the table and the list of changes say what it was. */
const MARK_LABEL = { value: "◆", position: "top", fontSize: 10, fill: "var(--accent-text)", offset: 1 } as const;
const MARGIN = { top: 12, right: 8, bottom: 0, left: 0 };

export function TimeSeriesChart({ prepared, unit, kind, bucketMs, height, title, description }: TimeSeriesChartProps) {
  const { rows, series, overlayLabel } = prepared;
  const spanMs = rows.length === 0 ? 0 : rows[rows.length - 1]!.atMs - rows[0]!.atMs;
  const bucket = bucketFormat(bucketMs, spanMs);

  return (
    <ResponsiveContainer width="100%" height={height}>
      <ComposedChart
        data={prepareChartRows(prepared)}
        margin={MARGIN}
        accessibilityLayer
        title={title}
        desc={description}
      >
        <CartesianGrid vertical={false} stroke="var(--border)" />
        <XAxis
          dataKey="atMs"
          tickFormatter={bucket.tick}
          tick={TICK}
          tickLine={false}
          axisLine={{ stroke: "var(--border)" }}
          minTickGap={28}
        />
        <YAxis
          tickFormatter={UNITS[unit].short}
          tick={TICK}
          tickLine={false}
          axisLine={false}
          width="auto"
          tickCount={5}
          domain={unit === "quality" ? [0, 100] : [0, "auto"]}
        />
        <Tooltip
          isAnimationActive={false}
          cursor={{ stroke: "var(--input)", strokeDasharray: "3 3" }}
          content={({ active, label }) => (
            <TimeSeriesTooltip
              kind={kind}
              row={active ? rows.find((row) => row.atMs === label) : undefined}
              series={series}
              overlayLabel={overlayLabel}
              formatValue={UNITS[unit].exact}
              formatTime={bucket.full}
            />
          )}
        />
        {series.flatMap((entry, index) =>
          kind === "bar"
            ? [
                <Bar
                  key={solidField(index)}
                  dataKey={(row: ChartRow) => row[solidField(index)]}
                  stackId="all"
                  fill={entry.colour}
                  isAnimationActive={false}
                  maxBarSize={32}
                />,
                <Bar
                  key={openField(index)}
                  dataKey={(row: ChartRow) => (row[solidField(index)] === null ? row[openField(index)] : null)}
                  stackId="all"
                  fill={entry.colour}
                  fillOpacity={0.35}
                  stroke={entry.colour}
                  strokeDasharray="3 2"
                  isAnimationActive={false}
                  maxBarSize={32}
                />,
              ]
            : [
                <Line
                  key={solidField(index)}
                  dataKey={solidField(index)}
                  stroke={entry.colour}
                  strokeWidth={1.75}
                  strokeDasharray={entry.dash}
                  type="linear"
                  dot={rows.length === 1 ? { r: 3 } : false}
                  activeDot={{ r: 3 }}
                  connectNulls={false}
                  isAnimationActive={false}
                />,
                <Line
                  key={openField(index)}
                  dataKey={openField(index)}
                  stroke={entry.colour}
                  strokeWidth={1.75}
                  strokeDasharray="1 4"
                  strokeLinecap="round"
                  type="linear"
                  dot={false}
                  activeDot={{ r: 3 }}
                  connectNulls={false}
                  isAnimationActive={false}
                />,
              ],
        )}
        {overlayLabel !== null && (
          <Line
            dataKey={OVERLAY_FIELD}
            stroke={OVERLAY_LOOK.colour}
            strokeWidth={1.5}
            strokeDasharray={OVERLAY_LOOK.dash}
            type="linear"
            dot={false}
            activeDot={{ r: 3 }}
            connectNulls={false}
            isAnimationActive={false}
          />
        )}
        {rows
          .filter(({ marks }) => marks.length > 0)
          .map(({ atMs }) => (
            <ReferenceLine key={atMs} x={atMs} stroke="var(--accent-text)" strokeWidth={1} label={MARK_LABEL} />
          ))}
      </ComposedChart>
    </ResponsiveContainer>
  );
}
