import type { PreparedTimeSeries } from "./prepare-time-series";
import { OVERLAY_LOOK, SeriesMark } from "./series-mark";

/** Names of the lines or bars, and what the dashed line and the diamonds mean when there are any. */
export function TimeSeriesLegend({ prepared, kind }: { prepared: PreparedTimeSeries; kind: "line" | "bar" }) {
  const { series, seriesCount, overlayLabel, rows } = prepared;
  return (
    <ul className="flex min-h-6 flex-wrap items-end gap-x-4 gap-y-1 text-xs text-muted-foreground">
      {series.map((entry) => (
        <li key={entry.key} className="flex min-w-0 items-center gap-1.5">
          <SeriesMark series={entry} kind={kind} />
          <span className="truncate">{entry.label}</span>
        </li>
      ))}
      {seriesCount > series.length && (
        <li>
          top {series.length} of {seriesCount}
        </li>
      )}
      {overlayLabel !== null && (
        <li className="flex min-w-0 items-center gap-1.5">
          <SeriesMark series={OVERLAY_LOOK} kind="line" />
          <span className="truncate">{overlayLabel}</span>
        </li>
      )}
      {rows.some(({ marks }) => marks.length > 0) && (
        <li className="flex items-center gap-1.5">
          <span aria-hidden className="text-accent-text">
            ◆
          </span>
          change
        </li>
      )}
    </ul>
  );
}
