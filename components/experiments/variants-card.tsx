import { Card, CardDescription, CardHeader, CardTitle } from "@/components/ui/card";
import { Table, TableBody, TableCell, TableHead, TableHeader, TableRow } from "@/components/ui/table";
import { formatCount, formatPercent } from "@/lib/client/format";
import type { ExperimentResults } from "@/lib/experiments/schemas";
import { formatMetric, metricName } from "@/lib/experiments/words";

const SHOWN = ["success", "quality", "latency", "latency.p95", "cost", "tokens"];

/** What each variant got of the traffic, how fast it was and what it cost. */
export function VariantsCard({ results }: { results: ExperimentResults }) {
  const primary = results.metrics[0]!;
  const metrics = [primary.key, ...SHOWN.filter((key) => key !== primary.key)]
    .flatMap((key) => results.metrics.find((metric) => metric.key === key) ?? [])
    .filter((metric) => metric === primary || metric.arms.some(({ mean }) => mean !== null));
  const isBandit = results.arms.some(({ chanceToBeBest }) => chanceToBeBest !== null);
  return (
    <Card>
      <CardHeader>
        <CardTitle>Variants</CardTitle>
        <CardDescription>Means over units; a dash where nothing was measured.</CardDescription>
      </CardHeader>
      <Table label="Variants">
        <TableHeader>
          <TableRow>
            <TableHead>Variant</TableHead>
            <TableHead className="text-right">Units</TableHead>
            <TableHead className="text-right">Share</TableHead>
            <TableHead className="text-right">Planned</TableHead>
            {isBandit && <TableHead className="text-right">Chance to be best</TableHead>}
            {metrics.map(({ key }) => (
              <TableHead key={key} className="text-right">
                {metricName(key)}
              </TableHead>
            ))}
          </TableRow>
        </TableHeader>
        <TableBody>
          {results.arms.map((arm) => (
            <TableRow key={arm.variant}>
              <TableCell>
                <span className="grid min-w-28">
                  {arm.name}
                  <span className="font-mono text-xs text-muted-foreground">{arm.variant}</span>
                </span>
              </TableCell>
              <TableCell className="text-right tabular-nums">{formatCount(arm.units)}</TableCell>
              <TableCell className="text-right tabular-nums">{formatPercent(arm.shareOfUnits)}</TableCell>
              <TableCell className="text-right tabular-nums">{formatPercent(arm.weight)}</TableCell>
              {isBandit && (
                <TableCell className="text-right tabular-nums">{formatPercent(arm.chanceToBeBest)}</TableCell>
              )}
              {metrics.map(({ key, arms }) => {
                const mean = arms.find(({ variant }) => variant === arm.variant)?.mean ?? null;
                return (
                  <TableCell key={key} className="text-right tabular-nums">
                    {mean === null ? "–" : formatMetric(key, mean)}
                  </TableCell>
                );
              })}
            </TableRow>
          ))}
        </TableBody>
      </Table>
    </Card>
  );
}
