import { dehydrate, HydrationBoundary } from "@tanstack/react-query";
import type { Metadata } from "next";
import { PageHeader } from "@/components/layout/page-header";
import { RoutingView } from "@/components/routing/routing-view";
import { pageContext } from "@/lib/auth";
import { makeQueryClient } from "@/lib/client/query-client";
import { replaySetsQuery } from "@/lib/client/replays";
import { routingPoliciesQuery } from "@/lib/client/routing";
import { tasksQuery } from "@/lib/client/tasks";
import { listRecent } from "@/lib/executions";
import { listReplaySets } from "@/lib/providers";
import { listTasks } from "@/lib/registry";
import { listRoutingPolicies } from "@/lib/routing";

export const metadata: Metadata = { title: "Routing" };

export default async function RoutingPage() {
  const ctx = await pageContext();
  const queryClient = makeQueryClient();
  const [recent] = await Promise.all([
    listRecent(ctx, { limit: 1 }),
    queryClient.prefetchInfiniteQuery({
      ...routingPoliciesQuery(),
      queryFn: async () => {
        const { items, nextCursor } = await listRoutingPolicies(ctx, { limit: 20 });
        return { data: items, nextCursor };
      },
    }),
    queryClient.prefetchQuery({ ...replaySetsQuery(), queryFn: () => listReplaySets(ctx) }),
    queryClient.prefetchQuery({
      ...tasksQuery(),
      queryFn: async () => (await listTasks(ctx, { limit: 200 })).items,
    }),
  ]);
  return (
    <>
      <PageHeader
        title="Routing"
        description="Which model gets a prompt: policies learnt from recorded answers, measured before they decide."
      />
      <HydrationBoundary state={dehydrate(queryClient)}>
        <RoutingView newestTask={recent.items[0]?.taskSlug ?? null} />
      </HydrationBoundary>
    </>
  );
}
