import type { InfiniteData, UseInfiniteQueryResult } from "@tanstack/react-query";
import { GraduationCap } from "lucide-react";
import Link from "next/link";
import { DataTable } from "@/components/data/data-table";
import { EmptyState } from "@/components/data/empty-state";
import { QueryView } from "@/components/data/query-view";
import { TableSkeleton } from "@/components/data/table-skeleton";
import { buttonVariants } from "@/components/ui/button";
import { Card, CardContent, CardHeader, CardTitle } from "@/components/ui/card";
import type { Page } from "@/lib/client/api";
import type { TrainingRun } from "@/lib/training/schemas";
import { RUN_COLUMNS } from "./run-columns";
import { RunResults } from "./run-results";

type RunsSectionProps = {
  query: UseInfiniteQueryResult<InfiniteData<Page<TrainingRun>>>;
  hasDatasets: boolean;
};

/** The newest results in full, then every run. */
export function RunsSection({ query, hasDatasets }: RunsSectionProps) {
  return (
    <QueryView
      query={query}
      label="training runs"
      skeleton={<TableSkeleton rows={4} columns={6} />}
      empty={
        <Card>
          <EmptyState icon={GraduationCap} title="Nothing was trained yet">
            {hasDatasets
              ? "Start a training run above: it measures each classifier on examples that it never saw."
              : "Import labelled examples first. Then a run trains your own classifiers on this server, in about a minute."}
          </EmptyState>
        </Card>
      }
    >
      {({ pages }) => {
        const runs = pages.flatMap((page) => page.data);
        return (
          <>
            <NewestResults run={runs.find(({ results }) => results && results.length > 0)} />
            <section className="grid gap-2">
              <h2 className="text-sm font-semibold">Training runs</h2>
              <DataTable
                label="Training runs"
                rows={runs}
                columns={RUN_COLUMNS}
                rowKey={(run) => run.id}
                loadMore={{
                  hasMore: query.hasNextPage,
                  isLoading: query.isFetchingNextPage,
                  onPress: () => void query.fetchNextPage(),
                }}
              />
            </section>
          </>
        );
      }}
    </QueryView>
  );
}

function NewestResults({ run }: { run: TrainingRun | undefined }) {
  if (!run?.results) return null;
  return (
    <Card>
      <CardHeader className="items-center">
        <CardTitle>Newest results: {run.task}</CardTitle>
        <div className="ml-auto flex flex-wrap gap-2">
          <Link href={`/training/${run.id}`} className={buttonVariants({ size: "sm" })}>
            All of this run
          </Link>
          <Link
            href={`/playground?task=${encodeURIComponent(run.task)}`}
            className={buttonVariants({ size: "sm", variant: "primary" })}
          >
            Try it
          </Link>
        </div>
      </CardHeader>
      <CardContent>
        <RunResults results={run.results} />
      </CardContent>
    </Card>
  );
}
