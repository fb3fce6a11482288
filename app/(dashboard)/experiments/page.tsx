import { dehydrate, HydrationBoundary } from "@tanstack/react-query";
import type { Metadata } from "next";
import { ExperimentsView } from "@/components/experiments/experiments-view";
import { pageContext } from "@/lib/auth";
import { experimentsQuery } from "@/lib/client/experiments";
import { makeQueryClient } from "@/lib/client/query-client";
import { listExperiments } from "@/lib/experiments";
import { ListExperimentsQuery } from "@/lib/experiments/schemas";

export const metadata: Metadata = { title: "Experiments" };

type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> };

export default async function ExperimentsPage({ searchParams }: Props) {
  const ctx = await pageContext();
  const { status, task, search } = await searchParams;
  const asked = ListExperimentsQuery.catch(ListExperimentsQuery.parse({})).parse({ status, task, search });
  const queryClient = makeQueryClient();
  await queryClient.prefetchInfiniteQuery({
    ...experimentsQuery({ status: asked.status ?? null, task: asked.task ?? null, search: asked.search ?? null }),
    queryFn: async () => {
      const { items, nextCursor } = await listExperiments(ctx, asked);
      return { data: items, nextCursor };
    },
  });
  return (
    <HydrationBoundary state={dehydrate(queryClient)}>
      <ExperimentsView />
    </HydrationBoundary>
  );
}
