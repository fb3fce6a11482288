import { dehydrate, HydrationBoundary } from "@tanstack/react-query";
import type { Metadata } from "next";
import { PageHeader } from "@/components/layout/page-header";
import { ReviewView } from "@/components/training/review-view";
import { trainableTasks } from "@/components/training/trainable-tasks";
import { pageContext } from "@/lib/auth";
import { examplesQuery } from "@/lib/client/examples";
import { makeQueryClient } from "@/lib/client/query-client";
import { listTasks } from "@/lib/registry";
import { listExamples } from "@/lib/training";
import { ListExamplesQuery } from "@/lib/training/schemas";

export const metadata: Metadata = { title: "Review" };

type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> };

export default async function ReviewPage({ searchParams }: Props) {
  const ctx = await pageContext();
  const asked = (await searchParams).task;
  const tasks = trainableTasks((await listTasks(ctx, { limit: 200 })).items);
  const defaultTask = tasks[0]?.slug ?? null;
  const task = tasks.find(({ slug }) => slug === asked)?.slug ?? defaultTask;
  const queryClient = makeQueryClient();
  if (task !== null) {
    const filters = { task, state: "pending" as const, order: "informative" as const };
    await queryClient.prefetchInfiniteQuery({
      ...examplesQuery(filters),
      queryFn: async () => {
        const { items, nextCursor } = await listExamples(ctx, ListExamplesQuery.parse(filters));
        return { data: items, nextCursor };
      },
    });
  }
  return (
    <>
      <PageHeader
        title="Review"
        description="Examples one after the other, by keyboard: what a review teaches most comes first."
      />
      <HydrationBoundary state={dehydrate(queryClient)}>
        <ReviewView tasks={tasks} defaultTask={defaultTask} />
      </HydrationBoundary>
    </>
  );
}
