import { dehydrate, HydrationBoundary } from "@tanstack/react-query";
import type { Metadata } from "next";
import { PageHeader } from "@/components/layout/page-header";
import { trainableTasks } from "@/components/training/trainable-tasks";
import { TrainingView } from "@/components/training/training-view";
import { pageContext } from "@/lib/auth";
import { makeQueryClient } from "@/lib/client/query-client";
import { tasksQuery } from "@/lib/client/tasks";
import { datasetsQuery, trainingRunsQuery } from "@/lib/client/training";
import { listTasks } from "@/lib/registry";
import { listDatasets, listTrainingRuns } from "@/lib/training";

export const metadata: Metadata = { title: "Training" };

type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> };

export default async function TrainingPage({ searchParams }: Props) {
  const ctx = await pageContext();
  const asked = (await searchParams).task;
  const { items: all } = await listTasks(ctx, { limit: 200 });
  const task = trainableTasks(all).find(({ slug }) => slug === asked)?.slug ?? null;
  const filter = { task: task ?? undefined };
  const queryClient = makeQueryClient();
  queryClient.setQueryData(tasksQuery().queryKey, all);
  await Promise.all([
    queryClient.prefetchQuery({
      ...datasetsQuery({ task }),
      queryFn: async () => (await listDatasets(ctx, { ...filter, limit: 200 })).items,
    }),
    queryClient.prefetchInfiniteQuery({
      ...trainingRunsQuery({ task }),
      queryFn: async () => {
        const { items, nextCursor } = await listTrainingRuns(ctx, { ...filter, limit: 20 });
        return { data: items, nextCursor };
      },
    }),
  ]);
  return (
    <>
      <PageHeader
        title="Training"
        description="Your own models, trained on your examples and measured on those they never saw."
      />
      <HydrationBoundary state={dehydrate(queryClient)}>
        <TrainingView canWrite={ctx.scopes.has("write")} />
      </HydrationBoundary>
    </>
  );
}
