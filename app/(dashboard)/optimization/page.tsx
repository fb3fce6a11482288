import { dehydrate, HydrationBoundary } from "@tanstack/react-query";
import type { Metadata } from "next";
import { PageHeader } from "@/components/layout/page-header";
import { loadOptimizationParameters } from "@/components/optimization/optimization-parameters";
import { OptimizationView } from "@/components/optimization/optimization-view";
import { pageContext } from "@/lib/auth";
import { optimizationsQuery } from "@/lib/client/optimization";
import { makeQueryClient } from "@/lib/client/query-client";
import { configurationQuery, taskQuery, tasksQuery } from "@/lib/client/tasks";
import { listOptimizations } from "@/lib/optimization";
import { defaultConfiguration, getConfiguration, listTasks } from "@/lib/registry";

export const metadata: Metadata = { title: "AI optimization" };

type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> };

/** Where trained models give a first run something to find. */
const LIKELY_TASKS = ["demo_tickets", "ticket_classification"];

export default async function OptimizationPage({ searchParams }: Props) {
  const ctx = await pageContext();
  const queryClient = makeQueryClient();
  const [{ task: asked }, { items: tasks }] = await Promise.all([
    loadOptimizationParameters(searchParams),
    listTasks(ctx, { limit: 200 }),
  ]);
  queryClient.setQueryData(tasksQuery().queryKey, tasks);
  const known = [asked, ...LIKELY_TASKS].map((slug) => tasks.find((task) => task.slug === slug));
  const task = known.find((one) => one !== undefined) ?? tasks[0];
  if (task) {
    queryClient.setQueryData(taskQuery(task.slug).queryKey, task);
    await Promise.all([
      queryClient.prefetchQuery({
        ...optimizationsQuery(task.slug),
        queryFn: async () => {
          const { items, nextCursor } = await listOptimizations(ctx, { task: task.slug, limit: 10 });
          return { data: items, nextCursor };
        },
      }),
      queryClient.prefetchQuery({
        ...configurationQuery(task.slug),
        queryFn: () => getConfiguration(ctx, task.slug),
      }),
    ]);
  }
  const defaults = Object.fromEntries(tasks.map(({ slug, kind }) => [slug, defaultConfiguration(slug, kind)]));
  return (
    <>
      <PageHeader
        title="AI optimization"
        description="A measurably faster, cheaper or better configuration, with the evidence, or an honest “no improvement found”."
      />
      <HydrationBoundary state={dehydrate(queryClient)}>
        <OptimizationView firstTask={task?.slug ?? ""} defaults={defaults} />
      </HydrationBoundary>
    </>
  );
}
