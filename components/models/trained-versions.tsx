"use client";

import { useQuery } from "@tanstack/react-query";
import Link from "next/link";
import { CardSkeleton } from "@/components/data/card-skeleton";
import { QueryView } from "@/components/data/query-view";
import { Section } from "@/components/executions/section";
import { Table, TableBody, TableCell, TableHead, TableHeader, TableRow } from "@/components/ui/table";
import { formatPercent } from "@/lib/client/format";
import { modelVersionsQuery } from "@/lib/client/model-versions";

/** The trained versions of a local model that serve requests now, one a task. */
export function TrainedVersions({ model }: { model: string }) {
  const versions = useQuery(modelVersionsQuery({ model, status: "active" }));
  return (
    <Section title="Serves these tasks">
      <QueryView
        query={versions}
        label="versions"
        skeleton={<CardSkeleton lines={2} />}
        empty={
          <p className="text-sm text-muted-foreground">
            It has not been trained yet.{" "}
            <Link href="/training" className="text-accent-text underline underline-offset-4">
              Train it
            </Link>{" "}
            with labelled examples of a task.
          </p>
        }
      >
        {(rows) => (
          <Table label="Active versions">
            <TableHeader>
              <TableRow>
                <TableHead>Task</TableHead>
                <TableHead>Version</TableHead>
                <TableHead className="text-right">Accuracy</TableHead>
                <TableHead className="text-right">Labels</TableHead>
              </TableRow>
            </TableHeader>
            <TableBody>
              {rows.map(({ id, taskSlug, version, metrics, labels }) => (
                <TableRow key={id}>
                  <TableCell>
                    <Link href={`/tasks/${taskSlug}?tab=versions`} className="hover:underline">
                      {taskSlug}
                    </Link>
                  </TableCell>
                  <TableCell>{version}</TableCell>
                  <TableCell className="text-right">{formatPercent(metrics.accuracy)}</TableCell>
                  <TableCell className="text-right">{labels.length}</TableCell>
                </TableRow>
              ))}
            </TableBody>
          </Table>
        )}
      </QueryView>
    </Section>
  );
}
