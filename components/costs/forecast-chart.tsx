"use client";

import { Area, CartesianGrid, ComposedChart, Line, ResponsiveContainer, Tooltip, XAxis, YAxis } from "recharts";
import { formatUsd, formatUsdShort } from "@/lib/client/format";
import type { ForecastRow } from "./prepare-forecast";

const TICK = { fontSize: 11, fill: "var(--muted-foreground)" };
const COLOUR = "var(--chart-1)";

type ForecastChartProps = {
  rows: readonly ForecastRow[];
  /** Pixels. */
  height: number;
  description: string;
};

/** Past as a line, forecast dashed, with the bands that 80 % and 95 % of outcomes keep. */
export function ForecastChart({ rows, height, description }: ForecastChartProps) {
  return (
    <ResponsiveContainer width="100%" height={height}>
      <ComposedChart data={[...rows]} accessibilityLayer title="Forecast" desc={description}>
        <CartesianGrid vertical={false} stroke="var(--border)" />
        <XAxis
          dataKey="day"
          tickFormatter={(day: string) => day.slice(5)}
          tick={TICK}
          tickLine={false}
          axisLine={{ stroke: "var(--border)" }}
          minTickGap={28}
        />
        <YAxis tickFormatter={formatUsdShort} tick={TICK} tickLine={false} axisLine={false} width="auto" />
        <Tooltip
          isAnimationActive={false}
          cursor={{ stroke: "var(--input)", strokeDasharray: "3 3" }}
          content={({ active, label }) => {
            const row = active ? rows.find(({ day }) => day === label) : undefined;
            return row ? <ForecastTooltip row={row} /> : null;
          }}
        />
        <Area dataKey="band95" stroke="none" fill={COLOUR} fillOpacity={0.12} isAnimationActive={false} />
        <Area dataKey="band80" stroke="none" fill={COLOUR} fillOpacity={0.2} isAnimationActive={false} />
        <Line dataKey="actual" stroke={COLOUR} strokeWidth={1.75} dot={rows.length === 1} isAnimationActive={false} />
        <Line
          dataKey="expected"
          stroke={COLOUR}
          strokeWidth={1.75}
          strokeDasharray="6 3"
          dot={false}
          isAnimationActive={false}
        />
      </ComposedChart>
    </ResponsiveContainer>
  );
}

function ForecastTooltip({ row: { day, actual, expected, band80, band95 } }: { row: ForecastRow }) {
  const range = (band: [number, number]) => `${formatUsd(band[0])} to ${formatUsd(band[1])}`;
  return (
    <div className="rounded-md border bg-surface px-2.5 py-2 text-xs shadow-raised">
      <p className="font-medium">{day}</p>
      {actual !== null ? <p>{formatUsd(actual)} spent</p> : expected !== null && <p>{formatUsd(expected)} expected</p>}
      {band80 && <p className="text-muted-foreground">80%: {range(band80)}</p>}
      {band95 && <p className="text-muted-foreground">95%: {range(band95)}</p>}
    </div>
  );
}
