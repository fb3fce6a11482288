"use client";

import { keepPreviousData, useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { Trophy } from "lucide-react";
import Link from "next/link";
import { parseAsString, useQueryState } from "nuqs";
import { CardSkeleton } from "@/components/data/card-skeleton";
import { DataTable } from "@/components/data/data-table";
import { EmptyState } from "@/components/data/empty-state";
import { QueryView } from "@/components/data/query-view";
import { TableSkeleton } from "@/components/data/table-skeleton";
import { useMay } from "@/components/layout/permissions";
import { Card, CardContent } from "@/components/ui/card";
import { benchmarkRunsQuery, isBenchmarkUnderWay, leaderboardsQuery, suitesQuery } from "@/lib/client/benchmarks";
import { modelsQuery } from "@/lib/client/models";
import { BenchmarkProgress } from "./benchmark-progress";
import { LeaderboardSection } from "./leaderboard-section";
import { RUN_COLUMNS } from "./run-columns";
import { ScheduleCard } from "./schedule-card";
import { StartBenchmarkCard } from "./start-benchmark-card";
import { SuitesSection } from "./suites-section";

/** Runs under way, the standing of all models, every run, every suite. */
export function BenchmarksView() {
  const runs = useInfiniteQuery(benchmarkRunsQuery());
  const active = runs.data?.pages.flatMap(({ data }) => data).find(isBenchmarkUnderWay);
  return (
    <div className="grid grid-cols-1 gap-6">
      {active && (
        <Card aria-label="Under way">
          <CardContent className="grid gap-2">
            <BenchmarkProgress run={active} />
            <Link href={`/benchmarks/${active.id}`} className="text-sm text-accent-text hover:underline">
              See the results so far
            </Link>
          </CardContent>
        </Card>
      )}
      <Leaderboards newestRunId={active ? null : (runs.data?.pages[0]?.data[0]?.id ?? null)} />
      <StartAndSchedule />
      <section className="grid gap-2">
        <h2 className="text-sm font-semibold">Runs</h2>
        <QueryView
          query={runs}
          label="benchmark runs"
          skeleton={<TableSkeleton rows={3} columns={6} />}
          empty={<p className="text-sm text-muted-foreground">No benchmark has run yet.</p>}
        >
          {({ pages }) => (
            <DataTable
              label="Benchmark runs"
              rows={pages.flatMap(({ data }) => data)}
              columns={RUN_COLUMNS}
              rowKey={({ id }) => id}
              loadMore={{
                hasMore: runs.hasNextPage,
                isLoading: runs.isFetchingNextPage,
                onPress: () => void runs.fetchNextPage(),
              }}
            />
          )}
        </QueryView>
      </section>
      <Suites />
    </div>
  );
}

/** Asked again when a run has ended. */
function Leaderboards({ newestRunId }: { newestRunId: string | null }) {
  const [suiteId, setSuiteId] = useQueryState("suite", parseAsString);
  const boards = useQuery({ ...leaderboardsQuery(newestRunId), placeholderData: keepPreviousData });
  return (
    <QueryView
      query={boards}
      label="leaderboards"
      skeleton={<TableSkeleton rows={4} columns={8} />}
      empty={
        <Card>
          <EmptyState icon={Trophy} title="No model was measured yet">
            A benchmark asks your models questions with answers that can be checked, and ranks them by quality, speed
            and cost. Run one below.
          </EmptyState>
        </Card>
      }
    >
      {(loaded) => (
        <LeaderboardSection boards={loaded} suiteId={suiteId} onSuiteChange={(suite) => void setSuiteId(suite)} />
      )}
    </QueryView>
  );
}

function StartAndSchedule() {
  const mayRun = useMay("run");
  const mayWrite = useMay("write");
  const suites = useQuery(suitesQuery());
  const models = useQuery(modelsQuery());
  return (
    <div className="grid grid-cols-1 items-start gap-4 lg:grid-cols-[2fr_1fr]">
      {mayRun && mayWrite && (
        <QueryView query={suites} label="suites" skeleton={<CardSkeleton lines={8} />}>
          {(loaded) => (
            <QueryView query={models} label="models" skeleton={<CardSkeleton lines={8} />} isEmpty={() => false}>
              {(all) => (
                <StartBenchmarkCard
                  suites={loaded}
                  models={all.filter(({ kind, status }) => kind !== "embedding" && status === "ready")}
                />
              )}
            </QueryView>
          )}
        </QueryView>
      )}
      <ScheduleCard />
    </div>
  );
}

function Suites() {
  const suites = useQuery(suitesQuery());
  return (
    <QueryView query={suites} label="suites" skeleton={<TableSkeleton rows={6} columns={5} />}>
      {(loaded) => <SuitesSection suites={loaded} />}
    </QueryView>
  );
}
