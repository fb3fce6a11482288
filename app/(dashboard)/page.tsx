import { dehydrate, HydrationBoundary } from "@tanstack/react-query";
import type { Metadata } from "next";
import { PageHeader } from "@/components/layout/page-header";
import { GettingStarted } from "@/components/onboarding/getting-started";
import { OverviewView } from "@/components/overview/overview-view";
import { pageContext } from "@/lib/auth";
import { windowOf } from "@/lib/client/executions";
import { metricsQuery, timeseriesQuery } from "@/lib/client/metrics";
import { makeQueryClient } from "@/lib/client/query-client";
import { parseTimeRange } from "@/lib/client/time-range";
import { listExecutions, metricsTimeseries, reportMetrics } from "@/lib/executions";
import { TimeseriesQuery } from "@/lib/executions/schemas";

export const metadata: Metadata = { title: "Overview" };

type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> };

export default async function OverviewPage({ searchParams }: Props) {
  const ctx = await pageContext();
  const range = parseTimeRange((await searchParams).range);
  const { items } = await listExecutions(ctx, { period: "all", limit: 1 });
  if (items.length === 0) {
    return (
      <>
        <PageHeader title="Overview" description="Nothing was recorded yet. This is how to begin." />
        <GettingStarted origin={ctx.runtime.publicUrl} />
      </>
    );
  }
  const queryClient = makeQueryClient();
  await Promise.all([
    queryClient.prefetchQuery({ ...metricsQuery(range), queryFn: () => reportMetrics(ctx, windowOf(range)) }),
    queryClient.prefetchQuery({
      ...timeseriesQuery(range, "model"),
      queryFn: () => metricsTimeseries(ctx, TimeseriesQuery.parse({ ...windowOf(range), groupBy: "model" })),
    }),
  ]);
  return (
    <>
      <PageHeader title="Overview" description="What the models did, what it cost, and how fast it was." />
      <HydrationBoundary state={dehydrate(queryClient)}>
        <OverviewView />
      </HydrationBoundary>
    </>
  );
}
