import { Card, CardDescription, CardHeader, CardTitle } from "@/components/ui/card";
import { Table, TableBody, TableCell, TableHead, TableHeader, TableRow } from "@/components/ui/table";
import { formatCount } from "@/lib/client/format";
import type { ExperimentResults, ExperimentWithChecks } from "@/lib/experiments/schemas";
import { formatMetric, metricName } from "@/lib/experiments/words";

/** The primary metric by value of a tag. */
export function SegmentsCard({
  experiment,
  results,
}: {
  experiment: ExperimentWithChecks;
  results: ExperimentResults;
}) {
  const key = results.metrics[0]!.key;
  return (
    <Card>
      <CardHeader>
        <CardTitle>Segments by {experiment.design.segmentBy}</CardTitle>
        <CardDescription>
          {metricName(key)}. A difference in one segment of many can be chance: make it the audience of an experiment of
          its own.
        </CardDescription>
      </CardHeader>
      <Table label="Segments">
        <TableHeader>
          <TableRow>
            <TableHead>Segment</TableHead>
            <TableHead>Variant</TableHead>
            <TableHead className="text-right">Units</TableHead>
            <TableHead className="text-right">Value</TableHead>
            <TableHead className="text-right">Difference</TableHead>
            <TableHead className="text-right">Interval</TableHead>
          </TableRow>
        </TableHeader>
        <TableBody>
          {results.segments.flatMap(({ segment, metric }) =>
            metric.arms.map(({ variant, count, mean }) => {
              const comparison = metric.comparisons.find((one) => one.variant === variant);
              const show = (value: number | null | undefined) =>
                formatMetric(key, value ?? null, { isDifference: true });
              return (
                <TableRow key={`${segment} ${variant}`}>
                  <TableCell>{segment}</TableCell>
                  <TableCell className="min-w-28">
                    {results.arms.find((arm) => arm.variant === variant)?.name ?? variant}
                  </TableCell>
                  <TableCell className="text-right tabular-nums">{formatCount(count)}</TableCell>
                  <TableCell className="text-right tabular-nums">{formatMetric(key, mean)}</TableCell>
                  <TableCell className="text-right tabular-nums">
                    {comparison ? show(comparison.effect) : "control"}
                  </TableCell>
                  <TableCell className="text-right tabular-nums">
                    {comparison && comparison.low !== null
                      ? `${show(comparison.low)} to ${show(comparison.high)}`
                      : "–"}
                  </TableCell>
                </TableRow>
              );
            }),
          )}
        </TableBody>
      </Table>
    </Card>
  );
}
