import { dehydrate, HydrationBoundary } from "@tanstack/react-query";
import type { Metadata } from "next";
import { PageHeader } from "@/components/layout/page-header";
import { loadTimelineParameters } from "@/components/timeline/timeline-parameters";
import { TimelineView } from "@/components/timeline/timeline-view";
import { pageContext } from "@/lib/auth";
import { windowOf } from "@/lib/client/executions";
import { makeQueryClient } from "@/lib/client/query-client";
import { parseTimeRange } from "@/lib/client/time-range";
import { timelineFeedQuery } from "@/lib/client/timeline";
import { listTimeline } from "@/lib/timeline";
import { TimelineQuery } from "@/lib/timeline/schemas";

export const metadata: Metadata = { title: "Timeline" };

type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> };

export default async function TimelinePage({ searchParams }: Props) {
  const ctx = await pageContext();
  const range = parseTimeRange((await searchParams).range);
  const filters = await loadTimelineParameters(searchParams);
  const queryClient = makeQueryClient();
  await queryClient.prefetchInfiniteQuery({
    ...timelineFeedQuery(range, filters),
    queryFn: async () => {
      const asked = Object.fromEntries(Object.entries(filters).filter(([, value]) => value !== null));
      const { items: data, nextCursor } = await listTimeline(
        ctx,
        TimelineQuery.parse({ ...windowOf(range), ...asked }),
      );
      return { data, nextCursor };
    },
  });
  return (
    <>
      <PageHeader
        title="Timeline"
        description="What was changed, tried, measured and what fired, newest first, with the way back where there is one."
      />
      <HydrationBoundary state={dehydrate(queryClient)}>
        <TimelineView />
      </HydrationBoundary>
    </>
  );
}
