import { dehydrate, HydrationBoundary } from "@tanstack/react-query";
import type { Metadata } from "next";
import { BudgetsView } from "@/components/budgets/budgets-view";
import { pageContext } from "@/lib/auth";
import { listBudgets } from "@/lib/budgets";
import { ListBudgetsQuery } from "@/lib/budgets/schemas";
import { budgetsQuery } from "@/lib/client/budgets";
import { makeQueryClient } from "@/lib/client/query-client";

export const metadata: Metadata = { title: "Budgets" };

type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> };

export default async function BudgetsPage({ searchParams }: Props) {
  const ctx = await pageContext();
  const asked = { status: (await searchParams).status };
  const query = ListBudgetsQuery.catch(ListBudgetsQuery.parse({})).parse(asked);
  const queryClient = makeQueryClient();
  await queryClient.prefetchInfiniteQuery({
    ...budgetsQuery({ status: query.status }),
    queryFn: async () => {
      const { items, nextCursor } = await listBudgets(ctx, query);
      return { data: items, nextCursor };
    },
  });
  return (
    <HydrationBoundary state={dehydrate(queryClient)}>
      <BudgetsView />
    </HydrationBoundary>
  );
}
