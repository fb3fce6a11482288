import Link from "next/link";
import { Card, CardContent, CardHeader, CardTitle } from "@/components/ui/card";
import { Table, TableBody, TableCell, TableHead, TableHeader, TableRow } from "@/components/ui/table";
import { formatCount, formatLatency, formatPercent, formatQuality, formatUsd } from "@/lib/client/format";
import type { MetricsSummary } from "@/lib/executions/schemas";

type GroupTableProps = {
  title: string;
  /** The filter of the executions page that a row leads to. */
  filter: "model" | "task";
  rows: readonly (MetricsSummary & { name: string })[];
  linkTo: (path: string, more?: Record<string, string>) => string;
};

export function GroupTable({ title, filter, rows, linkTo }: GroupTableProps) {
  return (
    <Card className="lg:col-span-2">
      <CardHeader>
        <CardTitle>{title}</CardTitle>
      </CardHeader>
      <CardContent>
        <Table label={title}>
          <TableHeader>
            <TableRow>
              <TableHead>{filter === "model" ? "Model" : "Task"}</TableHead>
              <TableHead className="text-right">Requests</TableHead>
              <TableHead className="text-right">Success</TableHead>
              <TableHead className="text-right">p95</TableHead>
              <TableHead className="text-right">Quality</TableHead>
              <TableHead className="text-right">Cost</TableHead>
            </TableRow>
          </TableHeader>
          <TableBody>
            {rows.map((row) => (
              <TableRow key={row.name}>
                <TableCell className="break-words">
                  {row.name ? (
                    <Link className="hover:underline" href={linkTo("/executions", { [filter]: row.name })}>
                      {row.name}
                    </Link>
                  ) : (
                    "no model"
                  )}
                </TableCell>
                <TableCell className="text-right">{formatCount(row.count)}</TableCell>
                <TableCell className="text-right">{formatPercent(row.successRate)}</TableCell>
                <TableCell className="text-right whitespace-nowrap">{formatLatency(row.latencyMsP95)}</TableCell>
                <TableCell className="text-right">{formatQuality(row.quality)}</TableCell>
                <TableCell className="text-right">
                  {row.unpricedCount === row.count ? "unknown" : formatUsd(row.costUsd)}
                  {row.unpricedCount > 0 && row.unpricedCount < row.count && (
                    <span className="block text-xs text-muted-foreground">
                      {formatCount(row.unpricedCount)} without a price
                    </span>
                  )}
                </TableCell>
              </TableRow>
            ))}
          </TableBody>
        </Table>
      </CardContent>
    </Card>
  );
}
