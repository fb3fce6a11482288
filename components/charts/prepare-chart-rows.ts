import type { PreparedTimeSeries } from "./prepare-time-series";

/** One bucket as recharts wants it: flat, a field a series. `open…` carries the dotted end of a line. */
export type ChartRow = { atMs: number } & Record<string, number | null>;

export const solidField = (index: number) => `solid${index}`;
export const openField = (index: number) => `open${index}`;
export const OVERLAY_FIELD = "overlay";

/**
 * Splits each line into its finished part and the part into the bucket that still grows, which is drawn dotted. Both
 * hold the last finished value, so that they meet.
 */
export function prepareChartRows({ series, rows }: PreparedTimeSeries): ChartRow[] {
  return rows.map((row, position) => {
    const chartRow: ChartRow = { atMs: row.atMs, [OVERLAY_FIELD]: row.overlay };
    const isBeforeOpen = !row.isOpen && rows[position + 1]?.isOpen === true;
    series.forEach((_, index) => {
      const value = row.values[index] ?? null;
      chartRow[solidField(index)] = row.isOpen ? null : value;
      chartRow[openField(index)] = row.isOpen || isBeforeOpen ? value : null;
    });
    return chartRow;
  });
}
