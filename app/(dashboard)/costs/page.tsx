import { dehydrate, HydrationBoundary } from "@tanstack/react-query";
import type { Metadata } from "next";
import { CostBreakdownView } from "@/components/costs/cost-breakdown-view";
import { PageHeader } from "@/components/layout/page-header";
import { pageContext } from "@/lib/auth";
import { windowOf } from "@/lib/client/executions";
import { metricsQuery } from "@/lib/client/metrics";
import { makeQueryClient } from "@/lib/client/query-client";
import { parseTimeRange } from "@/lib/client/time-range";
import { reportMetrics } from "@/lib/executions";

export const metadata: Metadata = { title: "Costs" };

type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> };

export default async function CostsPage({ searchParams }: Props) {
  const ctx = await pageContext();
  const range = parseTimeRange((await searchParams).range);
  const queryClient = makeQueryClient();
  await queryClient.prefetchQuery({ ...metricsQuery(range), queryFn: () => reportMetrics(ctx, windowOf(range)) });
  return (
    <>
      <PageHeader title="Costs" description="What the calls cost, and where the money goes." />
      <HydrationBoundary state={dehydrate(queryClient)}>
        <CostBreakdownView />
      </HydrationBoundary>
    </>
  );
}
