import { Table, TableBody, TableCell, TableHead, TableHeader, TableRow } from "@/components/ui/table";
import { bucketFormat } from "./format-bucket";
import type { PreparedTimeSeries } from "./prepare-time-series";
import { UNITS, type ChartUnit } from "./units";

type TimeSeriesTableProps = {
  prepared: PreparedTimeSeries;
  unit: ChartUnit;
  bucketMs: number;
  /** Pixels: the table takes the place of the chart. */
  height: number;
  title: string;
};

/** The chart's numbers, newest first. */
export function TimeSeriesTable({ prepared, unit, bucketMs, height, title }: TimeSeriesTableProps) {
  const { exact } = UNITS[unit];
  const { full } = bucketFormat(bucketMs, 0);
  return (
    <div className="overflow-hidden rounded-md border" style={{ height }}>
      <Table label={title} frameClassName="h-full">
        <TableHeader>
          <TableRow>
            <TableHead>Time</TableHead>
            {prepared.series.map((series) => (
              <TableHead key={series.key} className="text-right">
                {series.label}
              </TableHead>
            ))}
            {prepared.overlayLabel !== null && <TableHead className="text-right">{prepared.overlayLabel}</TableHead>}
          </TableRow>
        </TableHeader>
        <TableBody>
          {prepared.rows.toReversed().map((row) => (
            <TableRow key={row.atMs}>
              <TableCell className="h-8 whitespace-nowrap">
                {full(row.atMs)}
                {row.isOpen && <span className="text-muted-foreground"> so far</span>}
                {row.marks.map((mark, index) => (
                  <span key={index} className="block text-xs whitespace-normal text-muted-foreground">
                    ◆ {mark}
                  </span>
                ))}
              </TableCell>
              {row.values.map((value, index) => (
                <TableCell key={prepared.series[index]?.key} className="h-8 text-right">
                  <Value value={value} format={exact} />
                </TableCell>
              ))}
              {prepared.overlayLabel !== null && (
                <TableCell className="h-8 text-right">
                  <Value value={row.overlay} format={exact} />
                </TableCell>
              )}
            </TableRow>
          ))}
        </TableBody>
      </Table>
    </div>
  );
}

function Value({ value, format }: { value: number | null; format: (value: number) => string }) {
  return value === null ? <span className="text-muted-foreground">no data</span> : format(value);
}
