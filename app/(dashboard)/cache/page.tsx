import { dehydrate, HydrationBoundary } from "@tanstack/react-query";
import type { Metadata } from "next";
import { CacheView } from "@/components/cache/cache-view";
import { PageHeader } from "@/components/layout/page-header";
import { pageContext } from "@/lib/auth";
import { reportCache } from "@/lib/cache";
import { cacheQuery } from "@/lib/client/cache";
import { makeQueryClient } from "@/lib/client/query-client";

export const metadata: Metadata = { title: "Cache" };

const DAYS = 30;

export default async function CachePage() {
  const ctx = await pageContext();
  const queryClient = makeQueryClient();
  await queryClient.prefetchQuery({ ...cacheQuery(DAYS), queryFn: () => reportCache(ctx, { days: DAYS }) });
  return (
    <>
      <PageHeader
        title="Cache"
        description="Answers that were given before, for tasks whose configuration asks for it. Figures are of the last 30 days."
      />
      <HydrationBoundary state={dehydrate(queryClient)}>
        <CacheView days={DAYS} />
      </HydrationBoundary>
    </>
  );
}
