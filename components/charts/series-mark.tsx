import type { SeriesLook } from "./chart-colour";

/** The earlier time is grey and dashed, whatever it is compared with. */
export const OVERLAY_LOOK: SeriesLook = { colour: "var(--muted-foreground)", dash: "3 3" };

/** A bit of the series' line, in its colour and pattern; a square for bars. */
export function SeriesMark({ series, kind }: { series: SeriesLook; kind: "line" | "bar" }) {
  if (kind === "bar")
    return <span aria-hidden className="size-2 shrink-0 rounded-[2px]" style={{ background: series.colour }} />;
  return (
    <svg aria-hidden viewBox="0 0 20 8" className="h-2 w-5 shrink-0">
      <line x1="0" y1="4" x2="20" y2="4" stroke={series.colour} strokeWidth="2.5" strokeDasharray={series.dash} />
    </svg>
  );
}
