import { dehydrate, HydrationBoundary } from "@tanstack/react-query";
import type { Metadata } from "next";
import { PageHeader } from "@/components/layout/page-header";
import { SessionsView } from "@/components/sessions/sessions-view";
import { pageContext } from "@/lib/auth";
import { makeQueryClient } from "@/lib/client/query-client";
import { sessionsQuery } from "@/lib/client/sessions";
import { listSessions } from "@/lib/sessions";

export const metadata: Metadata = { title: "Sessions" };

export default async function SessionsPage() {
  const ctx = await pageContext();
  const queryClient = makeQueryClient();
  await queryClient.prefetchInfiniteQuery({
    ...sessionsQuery(),
    queryFn: async () => {
      const { items, nextCursor } = await listSessions(ctx, { limit: 50 });
      return { data: items, nextCursor };
    },
  });
  return (
    <>
      <PageHeader
        title="Sessions"
        description="Conversations, the model that each stays with, and what they were about."
      />
      <HydrationBoundary state={dehydrate(queryClient)}>
        <SessionsView />
      </HydrationBoundary>
    </>
  );
}
