import { dehydrate, HydrationBoundary } from "@tanstack/react-query";
import type { Metadata } from "next";
import { DeploymentsView } from "@/components/deployments/deployments-view";
import { PageHeader } from "@/components/layout/page-header";
import { pageContext } from "@/lib/auth";
import { deploymentsQuery } from "@/lib/client/deployments";
import { makeQueryClient } from "@/lib/client/query-client";
import { listDeployments } from "@/lib/deployments";
import { ListDeploymentsQuery } from "@/lib/deployments/schemas";

export const metadata: Metadata = { title: "Deployments" };

type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> };

export default async function DeploymentsPage({ searchParams }: Props) {
  const ctx = await pageContext();
  const asked = await searchParams;
  const filters = ListDeploymentsQuery.pick({ task: true, status: true }).catch({}).parse(asked);
  const queryClient = makeQueryClient();
  await queryClient.prefetchInfiniteQuery({
    ...deploymentsQuery({ task: filters.task ?? null, status: filters.status ?? null }),
    queryFn: async () => {
      const { items, nextCursor } = await listDeployments(ctx, { ...filters, limit: 20 });
      return { data: items, nextCursor };
    },
  });
  return (
    <>
      <PageHeader
        title="Deployments"
        description="How trained versions come into service: step by step, compared with the one that serves, and back when they are worse."
      />
      <HydrationBoundary state={dehydrate(queryClient)}>
        <DeploymentsView />
      </HydrationBoundary>
    </>
  );
}
