import { dehydrate, HydrationBoundary } from "@tanstack/react-query";
import type { Metadata } from "next";
import { PageHeader } from "@/components/layout/page-header";
import { pageContext } from "@/lib/auth";
import { windowOf } from "@/lib/client/executions";
import { metricsQuery } from "@/lib/client/metrics";
import { makeQueryClient } from "@/lib/client/query-client";
import { reportMetrics } from "@/lib/executions";
import { listJobs } from "@/lib/platform/jobs";
import { ListJobsQuery } from "@/lib/platform/jobs/schemas";
import { healthReportQuery } from "./health-report-query";
import { jobsQuery } from "./jobs-query";
import { SystemView } from "./system-view";

export const metadata: Metadata = { title: "System health" };

type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> };

export default async function SystemPage({ searchParams }: Props) {
  const ctx = await pageContext();
  const { status } = ListJobsQuery.catch(ListJobsQuery.parse({})).parse({ status: (await searchParams).status });
  const queryClient = makeQueryClient();
  await Promise.all([
    queryClient.prefetchQuery({ ...healthReportQuery, queryFn: () => ctx.runtime.health.report() }),
    queryClient.prefetchQuery({ ...metricsQuery("1h"), queryFn: () => reportMetrics(ctx, windowOf("1h")) }),
    queryClient.prefetchInfiniteQuery({
      ...jobsQuery({ status: status ?? null }),
      queryFn: async () => {
        const { items: data, nextCursor } = await listJobs(ctx, { status, limit: 20 });
        return { data, nextCursor };
      },
    }),
  ]);
  return (
    <>
      <PageHeader
        title="System health"
        description="Whether everything works: this server, the calls of the last hour, and work in the background."
      />
      <HydrationBoundary state={dehydrate(queryClient)}>
        <SystemView />
      </HydrationBoundary>
    </>
  );
}
