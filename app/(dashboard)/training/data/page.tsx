import { dehydrate, HydrationBoundary } from "@tanstack/react-query";
import type { Metadata } from "next";
import { PageHeader } from "@/components/layout/page-header";
import { DataView } from "@/components/training/data-view";
import { trainableTasks } from "@/components/training/trainable-tasks";
import { pageContext } from "@/lib/auth";
import { dataQualityQuery } from "@/lib/client/examples";
import { makeQueryClient } from "@/lib/client/query-client";
import { listTasks } from "@/lib/registry";
import { dataQuality } from "@/lib/training";

export const metadata: Metadata = { title: "Training data" };

type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> };

export default async function DataPage({ searchParams }: Props) {
  const ctx = await pageContext();
  const asked = (await searchParams).task;
  const tasks = trainableTasks((await listTasks(ctx, { limit: 200 })).items);
  const defaultTask = tasks[0]?.slug ?? null;
  const task = tasks.find(({ slug }) => slug === asked)?.slug ?? defaultTask;
  const queryClient = makeQueryClient();
  if (task !== null) {
    await queryClient.prefetchQuery({ ...dataQualityQuery(task), queryFn: () => dataQuality(ctx, { task }) });
  }
  return (
    <>
      <PageHeader
        title="Training data"
        description="Examples of each label: where they came from, what is missing, and what to look at twice."
      />
      <HydrationBoundary state={dehydrate(queryClient)}>
        <DataView tasks={tasks} defaultTask={defaultTask} />
      </HydrationBoundary>
    </>
  );
}
