import { dehydrate, HydrationBoundary } from "@tanstack/react-query";
import type { Metadata } from "next";
import { BenchmarksView } from "@/components/benchmarks/benchmarks-view";
import { PageHeader } from "@/components/layout/page-header";
import { pageContext } from "@/lib/auth";
import { getSchedule, listRuns, listSuites } from "@/lib/benchmarks";
import { benchmarkRunsQuery, benchmarkScheduleQuery, suitesQuery } from "@/lib/client/benchmarks";
import { makeQueryClient } from "@/lib/client/query-client";

export const metadata: Metadata = { title: "Benchmarks" };

export default async function BenchmarksPage() {
  const ctx = await pageContext();
  const queryClient = makeQueryClient();
  await Promise.all([
    queryClient.prefetchQuery({
      ...suitesQuery(),
      queryFn: async () => (await listSuites(ctx, { limit: 200 })).items,
    }),
    queryClient.prefetchQuery({ ...benchmarkScheduleQuery(), queryFn: () => getSchedule(ctx) }),
    queryClient.prefetchInfiniteQuery({
      ...benchmarkRunsQuery(),
      queryFn: async () => {
        const { items, nextCursor } = await listRuns(ctx, { limit: 20 });
        return { data: items, nextCursor };
      },
    }),
  ]);
  return (
    <>
      <PageHeader
        title="Benchmarks"
        description="Questions with answers that can be checked: which model is better, by how much, and how sure that is."
      />
      <HydrationBoundary state={dehydrate(queryClient)}>
        <BenchmarksView />
      </HydrationBoundary>
    </>
  );
}
