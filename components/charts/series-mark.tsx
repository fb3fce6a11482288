import type { SeriesLook } from "./chart-colour";

/** A bit of the series' line, in its colour and pattern. */
export function SeriesMark({ series }: { series: SeriesLook }) {
  return (
    <svg aria-hidden viewBox="0 0 16 8" className="h-2 w-4 shrink-0">
      <line x1="0" y1="4" x2="16" y2="4" stroke={series.colour} strokeWidth="2.5" strokeDasharray={series.dash} />
    </svg>
  );
}
