import type { ReactNode } from "react";
import type { ChartSeries, TimeSeriesRow } from "./prepare-time-series";
import { OVERLAY_LOOK, SeriesMark } from "./series-mark";

type TimeSeriesTooltipProps = {
  kind: "line" | "bar";
  row: TimeSeriesRow | undefined;
  series: readonly ChartSeries[];
  overlayLabel: string | null;
  formatValue: (value: number) => string;
  formatTime: (atMs: number) => string;
};

export function TimeSeriesTooltip({
  kind,
  row,
  series,
  overlayLabel,
  formatValue,
  formatTime,
}: TimeSeriesTooltipProps) {
  if (!row) return null;
  return (
    <div className="grid max-w-72 gap-1 rounded-md border bg-surface px-2.5 py-2 text-xs shadow-raised">
      <p className="text-muted-foreground">
        {formatTime(row.atMs)}
        {row.isOpen && ", so far"}
      </p>
      {series.map((entry, index) => (
        <Entry key={entry.key} label={entry.label} value={row.values[index] ?? null} formatValue={formatValue}>
          <SeriesMark series={entry} kind={kind} />
        </Entry>
      ))}
      {overlayLabel !== null && (
        <Entry label={overlayLabel} value={row.overlay} formatValue={formatValue}>
          <SeriesMark series={OVERLAY_LOOK} kind="line" />
        </Entry>
      )}
      {row.marks.map((mark, index) => (
        <p key={index} className="border-t pt-1 text-muted-foreground">
          ◆ {mark}
        </p>
      ))}
    </div>
  );
}

type EntryProps = {
  label: string;
  value: number | null;
  formatValue: (value: number) => string;
  children: ReactNode;
};

function Entry({ label, value, formatValue, children }: EntryProps) {
  return (
    <p className="flex items-center gap-2">
      {children}
      <span className="min-w-0 flex-1 truncate">{label}</span>
      <span className="pl-3 font-medium">{value === null ? "no data" : formatValue(value)}</span>
    </p>
  );
}
