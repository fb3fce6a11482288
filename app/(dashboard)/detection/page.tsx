import { dehydrate, HydrationBoundary } from "@tanstack/react-query";
import type { Metadata } from "next";
import { DetectionView } from "@/components/detection/detection-view";
import { PageHeader } from "@/components/layout/page-header";
import { pageContext } from "@/lib/auth";
import { correctionsQuery, detectionModelsQuery } from "@/lib/client/detection";
import { makeQueryClient } from "@/lib/client/query-client";
import { listCorrections, listDetectionModels } from "@/lib/detection";

export const metadata: Metadata = { title: "Detection" };

export default async function DetectionPage() {
  const ctx = await pageContext();
  const queryClient = makeQueryClient();
  await Promise.all([
    queryClient.prefetchInfiniteQuery({
      ...correctionsQuery(),
      queryFn: async () => {
        const { items, nextCursor } = await listCorrections(ctx, { limit: 50 });
        return { data: items, nextCursor };
      },
    }),
    queryClient.prefetchQuery({
      ...detectionModelsQuery(),
      queryFn: async () => (await listDetectionModels(ctx, { limit: 20 })).items,
    }),
  ]);
  return (
    <>
      <PageHeader
        title="Detection"
        description="What messages are about and how their writers feel. Correct it where it is wrong, and let it learn."
      />
      <HydrationBoundary state={dehydrate(queryClient)}>
        <DetectionView />
      </HydrationBoundary>
    </>
  );
}
