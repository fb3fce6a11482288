import { dehydrate, HydrationBoundary } from "@tanstack/react-query";
import type { Metadata } from "next";
import { loadComparisonParameters } from "@/components/comparison/comparison-parameters";
import { ComparisonView } from "@/components/comparison/comparison-view";
import { PageHeader } from "@/components/layout/page-header";
import { ViewsButton } from "@/components/views/views-button";
import { pageContext } from "@/lib/auth";
import { windowOf } from "@/lib/client/executions";
import { comparisonQuery } from "@/lib/client/metrics";
import { makeQueryClient } from "@/lib/client/query-client";
import { parseTimeRange } from "@/lib/client/time-range";
import { metricsComparison, metricsStats } from "@/lib/executions";
import { StatsQuery } from "@/lib/executions/schemas";
import type { Ctx } from "@/lib/platform/ctx";
import { listTasks } from "@/lib/registry";

export const metadata: Metadata = { title: "Compare models" };

type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> };

export default async function ComparePage({ searchParams }: Props) {
  const ctx = await pageContext();
  const range = parseTimeRange((await searchParams).range);
  const parameters = await loadComparisonParameters(searchParams);
  const source = parameters.source ?? undefined;
  const { items } = await listTasks(ctx, { limit: 200 });
  const tasks = items.map(({ slug }) => slug);
  const busiestTask = (await busiestOf(ctx, windowOf(range))) ?? tasks[0] ?? "general_chat";
  const task = parameters.task?.slice(0, 100) || busiestTask;
  const queryClient = makeQueryClient();
  await queryClient.prefetchQuery({
    ...comparisonQuery(range, task, source),
    queryFn: () => metricsComparison(ctx, { ...windowOf(range), task, source }),
  });
  return (
    <>
      <PageHeader
        title="Compare models"
        description="Two or more models at one task, by what was measured: quality with its interval, latency, errors and cost."
      />
      <HydrationBoundary state={dehydrate(queryClient)}>
        <ComparisonView tasks={tasks} busiestTask={busiestTask} views={<ViewsButton page="comparison" />} />
      </HydrationBoundary>
    </>
  );
}

async function busiestOf(ctx: Ctx, bounds: ReturnType<typeof windowOf>): Promise<string | null> {
  const { rows } = await metricsStats(ctx, StatsQuery.parse({ ...bounds, groupBy: "task" }));
  return rows[0]?.task ?? null;
}
