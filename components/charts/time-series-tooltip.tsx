import type { ChartSeries, TimeSeriesRow } from "./prepare-time-series";
import { SeriesMark } from "./series-mark";

type TimeSeriesTooltipProps = {
  kind: "line" | "bar";
  row: TimeSeriesRow | undefined;
  series: readonly ChartSeries[];
  formatValue: (value: number) => string;
  formatTime: (atMs: number) => string;
};

export function TimeSeriesTooltip({ kind, row, series, formatValue, formatTime }: TimeSeriesTooltipProps) {
  if (!row) return null;
  return (
    <div className="grid max-w-72 gap-1 rounded-md border bg-surface px-2.5 py-2 text-xs shadow-raised">
      <p className="text-muted-foreground">
        {formatTime(row.atMs)}
        {row.isOpen && ", so far"}
      </p>
      {series.map((entry, index) => {
        const value = row.values[index] ?? null;
        return (
          <p key={entry.key} className="flex items-center gap-2">
            <SeriesMark series={entry} kind={kind} />
            <span className="min-w-0 flex-1 truncate">{entry.label}</span>
            <span className="pl-3 font-medium">{value === null ? "no data" : formatValue(value)}</span>
          </p>
        );
      })}
    </div>
  );
}
