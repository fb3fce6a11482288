"use client";

import { useQuery } from "@tanstack/react-query";
import { Scale } from "lucide-react";
import Link from "next/link";
import { ComparisonTable } from "@/components/comparison/comparison-table";
import { EmptyState } from "@/components/data/empty-state";
import { QueryView } from "@/components/data/query-view";
import { TableSkeleton } from "@/components/data/table-skeleton";
import { buttonVariants } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { comparisonQuery } from "@/lib/client/metrics";

/** All models that served the task, side by side, as they were measured in the last 30 days. */
export function BenchmarkTab({ task }: { task: string }) {
  const comparison = useQuery(comparisonQuery("30d", task));
  return (
    <div className="grid grid-cols-1 gap-2">
      <p className="text-sm text-muted-foreground">
        Every model that answered requests or tests of this task in the last 30 days.
      </p>
      <QueryView
        query={comparison}
        label="comparison"
        skeleton={<TableSkeleton rows={9} columns={4} />}
        isEmpty={({ models }) => models.length === 0}
        empty={
          <Card>
            <EmptyState
              icon={Scale}
              title={`No model served ${task} yet`}
              action={
                <Link href={`/playground?task=${task}`} className={buttonVariants({ variant: "primary" })}>
                  Send a request
                </Link>
              }
            >
              As soon as models have answered requests or tests of the task, they stand here side by side.
            </EmptyState>
          </Card>
        }
      >
        {({ models }) => <ComparisonTable models={models.slice(0, 12)} />}
      </QueryView>
    </div>
  );
}
