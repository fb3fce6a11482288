import { dehydrate, HydrationBoundary } from "@tanstack/react-query";
import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { TaskView } from "@/components/tasks/task-view";
import { pageContext } from "@/lib/auth";
import { modelVersionsQuery } from "@/lib/client/model-versions";
import { modelsQuery } from "@/lib/client/models";
import { makeQueryClient } from "@/lib/client/query-client";
import { configurationQuery, taskQuery } from "@/lib/client/tasks";
import { isAppError } from "@/lib/platform/errors";
import type { Ctx } from "@/lib/platform/ctx";
import { defaultConfiguration, getConfiguration, getTask, listModels, listModelVersions } from "@/lib/registry";

type Props = { params: Promise<{ slug: string }> };

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  return { title: `Task ${(await params).slug}` };
}

export default async function TaskPage({ params }: Props) {
  const { slug } = await params;
  const ctx = await pageContext();
  const task = await taskOrNotFound(ctx, slug);
  const queryClient = makeQueryClient();
  queryClient.setQueryData(taskQuery(slug).queryKey, task);
  await Promise.all([
    queryClient.prefetchQuery({ ...configurationQuery(slug), queryFn: () => getConfiguration(ctx, slug) }),
    queryClient.prefetchQuery({
      ...modelsQuery(),
      queryFn: async () => (await listModels(ctx, { limit: 200 })).items,
    }),
    queryClient.prefetchQuery({
      ...modelVersionsQuery({ task: slug }),
      queryFn: async () => (await listModelVersions(ctx, { task: slug })).items,
    }),
  ]);
  return (
    <HydrationBoundary state={dehydrate(queryClient)}>
      <TaskView slug={slug} defaults={defaultConfiguration(task.slug, task.kind)} />
    </HydrationBoundary>
  );
}

async function taskOrNotFound(ctx: Ctx, slug: string) {
  try {
    return await getTask(ctx, slug);
  } catch (error) {
    if (isAppError(error) && error.code === "not_found") notFound();
    throw error;
  }
}
