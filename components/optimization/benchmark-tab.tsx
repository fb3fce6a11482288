"use client";

import { useQuery } from "@tanstack/react-query";
import { Scale } from "lucide-react";
import Link from "next/link";
import { useState } from "react";
import { LeaderboardSection } from "@/components/benchmarks/leaderboard-section";
import { ComparisonTable } from "@/components/comparison/comparison-table";
import { EmptyState } from "@/components/data/empty-state";
import { QueryView } from "@/components/data/query-view";
import { TableSkeleton } from "@/components/data/table-skeleton";
import { buttonVariants } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { comparisonQuery } from "@/lib/client/metrics";
import { taskLeaderboardsQuery } from "@/lib/client/optimization";

/** All models of the task side by side: on its benchmark, and as they served live requests. */
export function BenchmarkTab({ task }: { task: string }) {
  return (
    <div className="grid grid-cols-1 gap-6">
      <OnTests task={task} />
      <OnRequests task={task} />
    </div>
  );
}

function OnTests({ task }: { task: string }) {
  const boards = useQuery(taskLeaderboardsQuery(task));
  const [suiteId, setSuiteId] = useState<string | null>(null);
  const run = (
    <Link href="/benchmarks" className={`${buttonVariants()} justify-self-start`}>
      Benchmark all models
    </Link>
  );
  return (
    <section className="grid grid-cols-1 gap-2" aria-label="On tests">
      <QueryView
        query={boards}
        label="leaderboard"
        skeleton={<TableSkeleton rows={4} columns={6} />}
        empty={
          <Card>
            <EmptyState icon={Scale} title="No benchmark of this task yet" action={run}>
              A benchmark asks every model the same tests and ranks them, with intervals.
            </EmptyState>
          </Card>
        }
      >
        {(all) => (
          <>
            <LeaderboardSection boards={all} suiteId={suiteId} onSuiteChange={setSuiteId} />
            {run}
          </>
        )}
      </QueryView>
    </section>
  );
}

function OnRequests({ task }: { task: string }) {
  const comparison = useQuery(comparisonQuery("30d", task));
  return (
    <section className="grid grid-cols-1 gap-2">
      <h2 className="text-sm font-semibold">Requests of the last 30 days</h2>
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
              As soon as models have answered requests of the task, they stand here side by side.
            </EmptyState>
          </Card>
        }
      >
        {({ models }) => <ComparisonTable models={models.slice(0, 12)} />}
      </QueryView>
    </section>
  );
}
