import { dehydrate, HydrationBoundary } from "@tanstack/react-query";
import type { Metadata } from "next";
import { PageHeader } from "@/components/layout/page-header";
import { loadPlaygroundParameters, recommendInputOf } from "@/components/playground/playground-parameters";
import { PlaygroundView } from "@/components/playground/playground-view";
import { pageContext } from "@/lib/auth";
import { modelsQuery } from "@/lib/client/models";
import { makeQueryClient } from "@/lib/client/query-client";
import { recommendationQuery } from "@/lib/client/run";
import { tasksQuery } from "@/lib/client/tasks";
import { listModels, listModelVersions, listTasks } from "@/lib/registry";
import { recommendModel } from "@/lib/routing";
import { RecommendInput } from "@/lib/routing/schemas";

export const metadata: Metadata = { title: "Playground" };

type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> };

export default async function PlaygroundPage({ searchParams }: Props) {
  const ctx = await pageContext();
  const [parameters, tasks, models, versions] = await Promise.all([
    loadPlaygroundParameters(searchParams),
    listTasks(ctx, { limit: 200 }),
    listModels(ctx, { limit: 200 }),
    listModelVersions(ctx, { status: "active" }),
  ]);
  const runnable = tasks.items.filter(({ kind }) => kind !== "retrieval").map(({ slug }) => slug);
  // A task with a trained model answers without any key, so it makes the better start.
  const defaultTask = versions.items[0]?.taskSlug ?? "general_chat";
  const task = runnable.find((slug) => slug === parameters.task) ?? defaultTask;

  const queryClient = makeQueryClient();
  queryClient.setQueryData(tasksQuery().queryKey, tasks.items);
  queryClient.setQueryData(modelsQuery().queryKey, models.items);
  const question = RecommendInput.safeParse(recommendInputOf(task, parameters, ""));
  if (question.success) {
    await queryClient.prefetchQuery({
      ...recommendationQuery(question.data),
      queryFn: () => recommendModel(ctx, question.data),
    });
  }

  return (
    <>
      <PageHeader
        title="Playground"
        description="Send a text through the gateway and see which model answers, why, at what cost, beside others if you like."
      />
      <HydrationBoundary state={dehydrate(queryClient)}>
        <PlaygroundView defaultTask={defaultTask} />
      </HydrationBoundary>
    </>
  );
}
