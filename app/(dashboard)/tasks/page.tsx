import { dehydrate, HydrationBoundary } from "@tanstack/react-query";
import type { Metadata } from "next";
import { PageHeader } from "@/components/layout/page-header";
import { loadTaskParameters, taskFiltersOf } from "@/components/tasks/task-parameters";
import { TasksView } from "@/components/tasks/tasks-view";
import { pageContext } from "@/lib/auth";
import { makeQueryClient } from "@/lib/client/query-client";
import { tasksQuery } from "@/lib/client/tasks";
import { listTasks } from "@/lib/registry";

export const metadata: Metadata = { title: "Tasks" };

type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> };

export default async function TasksPage({ searchParams }: Props) {
  const ctx = await pageContext();
  const filters = taskFiltersOf(await loadTaskParameters(searchParams));
  const queryClient = makeQueryClient();
  await queryClient.prefetchQuery({
    ...tasksQuery(filters),
    queryFn: async () => (await listTasks(ctx, { ...filters, limit: 200 })).items,
  });
  return (
    <>
      <PageHeader
        title="Tasks"
        description="The jobs that models do for you: how each is routed, within which limits, and since when."
      />
      <HydrationBoundary state={dehydrate(queryClient)}>
        <TasksView />
      </HydrationBoundary>
    </>
  );
}
