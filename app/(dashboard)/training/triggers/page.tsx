import { dehydrate, HydrationBoundary } from "@tanstack/react-query";
import type { Metadata } from "next";
import { PageHeader } from "@/components/layout/page-header";
import { trainableTasks } from "@/components/training/trainable-tasks";
import { TriggersView } from "@/components/training/triggers-view";
import { pageContext } from "@/lib/auth";
import { triggersQuery } from "@/lib/client/examples";
import { makeQueryClient } from "@/lib/client/query-client";
import { listTasks } from "@/lib/registry";
import { getTriggers } from "@/lib/training";

export const metadata: Metadata = { title: "Triggers" };

type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> };

export default async function TriggersPage({ searchParams }: Props) {
  const ctx = await pageContext();
  const asked = (await searchParams).task;
  const tasks = trainableTasks((await listTasks(ctx, { limit: 200 })).items);
  const defaultTask = tasks[0]?.slug ?? null;
  const task = tasks.find(({ slug }) => slug === asked)?.slug ?? defaultTask;
  const queryClient = makeQueryClient();
  if (task !== null) {
    await queryClient.prefetchQuery({ ...triggersQuery(task), queryFn: () => getTriggers(ctx, { task }) });
  }
  return (
    <>
      <PageHeader
        title="Triggers"
        description="When models are trained again, what each trigger measures now, and why it fires or not."
      />
      <HydrationBoundary state={dehydrate(queryClient)}>
        <TriggersView tasks={tasks} defaultTask={defaultTask} />
      </HydrationBoundary>
    </>
  );
}
