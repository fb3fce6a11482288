import { dehydrate, HydrationBoundary } from "@tanstack/react-query";
import type { Metadata } from "next";
import { ForecastView } from "@/components/costs/forecast-view";
import { PageHeader } from "@/components/layout/page-header";
import { pageContext } from "@/lib/auth";
import { forecastCosts } from "@/lib/budgets";
import { CostForecastQuery } from "@/lib/budgets/schemas";
import { costForecastQuery } from "@/lib/client/cost-forecast";
import { makeQueryClient } from "@/lib/client/query-client";

export const metadata: Metadata = { title: "Forecast" };

type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> };

export default async function ForecastPage({ searchParams }: Props) {
  const ctx = await pageContext();
  const query = CostForecastQuery.catch(CostForecastQuery.parse({})).parse({ task: (await searchParams).task });
  const queryClient = makeQueryClient();
  await queryClient.prefetchQuery({
    ...costForecastQuery(query.task ?? null),
    queryFn: () => forecastCosts(ctx, query),
  });
  return (
    <>
      <PageHeader title="Forecast" description="Where the month ends, and when budgets are used up." />
      <HydrationBoundary state={dehydrate(queryClient)}>
        <ForecastView />
      </HydrationBoundary>
    </>
  );
}
