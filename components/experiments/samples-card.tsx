"use client";

import { useQuery } from "@tanstack/react-query";
import Link from "next/link";
import { QueryView } from "@/components/data/query-view";
import { TableSkeleton } from "@/components/data/table-skeleton";
import { Time } from "@/components/data/time";
import { Card, CardContent, CardDescription, CardHeader, CardTitle } from "@/components/ui/card";
import { Table, TableBody, TableCell, TableHead, TableHeader, TableRow } from "@/components/ui/table";
import { samplesQuery } from "@/lib/client/experiments";
import { formatLatency, formatUsd } from "@/lib/client/format";

/** The newest executions that variants served. */
export function SamplesCard({ slug, isGateway }: { slug: string; isGateway: boolean }) {
  const samples = useQuery(samplesQuery(slug));
  if (!isGateway) return null;
  return (
    <Card data-print="hide">
      <CardHeader>
        <CardTitle>Sample executions</CardTitle>
        <CardDescription>The newest ten that a variant served.</CardDescription>
      </CardHeader>
      <QueryView
        query={samples}
        label="sample executions"
        skeleton={<TableSkeleton rows={3} columns={5} />}
        empty={
          <CardContent className="text-sm text-muted-foreground">
            No request of the task has come since the start.
          </CardContent>
        }
      >
        {(rows) => (
          <Table label="Sample executions">
            <TableHeader>
              <TableRow>
                <TableHead>When</TableHead>
                <TableHead>Variant</TableHead>
                <TableHead>Model</TableHead>
                <TableHead>Status</TableHead>
                <TableHead className="text-right">Latency</TableHead>
                <TableHead className="text-right">Cost</TableHead>
              </TableRow>
            </TableHeader>
            <TableBody>
              {rows.map(({ id, createdAt, variant, modelSlug, status, latencyMs, costUsd }) => (
                <TableRow key={id}>
                  <TableCell>
                    <Link href={`/executions?execution=${id}&range=all`} className="text-accent-text hover:underline">
                      <Time at={createdAt} />
                    </Link>
                  </TableCell>
                  <TableCell>{variant}</TableCell>
                  <TableCell>{modelSlug ?? "none"}</TableCell>
                  <TableCell>{status}</TableCell>
                  <TableCell className="text-right tabular-nums">{formatLatency(latencyMs)}</TableCell>
                  <TableCell className="text-right tabular-nums">{formatUsd(costUsd)}</TableCell>
                </TableRow>
              ))}
            </TableBody>
          </Table>
        )}
      </QueryView>
    </Card>
  );
}
