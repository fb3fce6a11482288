import { dehydrate, HydrationBoundary } from "@tanstack/react-query";
import type { Metadata } from "next";
import { SavingsView } from "@/components/costs/savings-view";
import { PageHeader } from "@/components/layout/page-header";
import { pageContext } from "@/lib/auth";
import { savingsQuery } from "@/lib/client/costs";
import { windowOf } from "@/lib/client/executions";
import { makeQueryClient } from "@/lib/client/query-client";
import { parseTimeRange } from "@/lib/client/time-range";
import { possibleSavings } from "@/lib/executions";

export const metadata: Metadata = { title: "Savings" };

type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> };

export default async function SavingsPage({ searchParams }: Props) {
  const ctx = await pageContext();
  const range = parseTimeRange((await searchParams).range);
  const queryClient = makeQueryClient();
  await queryClient.prefetchQuery({ ...savingsQuery(range), queryFn: () => possibleSavings(ctx, windowOf(range)) });
  return (
    <>
      <PageHeader
        title="Savings"
        description="Calls that a cheaper model could have served as well, as far as the measured quality supports it."
      />
      <HydrationBoundary state={dehydrate(queryClient)}>
        <SavingsView />
      </HydrationBoundary>
    </>
  );
}
