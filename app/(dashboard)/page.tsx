import { dehydrate, HydrationBoundary } from "@tanstack/react-query";
import type { Metadata } from "next";
import { PageHeader } from "@/components/layout/page-header";
import { GettingStarted } from "@/components/onboarding/getting-started";
import { loadOverviewParameters, metricsFiltersOf } from "@/components/overview/overview-parameters";
import { groupedFiltersOf, overviewQueries } from "@/components/overview/overview-queries";
import { OverviewView } from "@/components/overview/overview-view";
import { ViewsButton } from "@/components/views/views-button";
import { pageContext } from "@/lib/auth";
import { budgetStatesQuery } from "@/lib/client/budgets";
import { windowOf } from "@/lib/client/executions";
import { listBudgets } from "@/lib/budgets";
import { ListBudgetsQuery } from "@/lib/budgets/schemas";
import { providerHealthQuery } from "@/lib/client/provider-health";
import { makeQueryClient } from "@/lib/client/query-client";
import { MAX_MARKS } from "@/lib/client/timeline";
import { parseTimeRange } from "@/lib/client/time-range";
import { trainingRunsQuery } from "@/lib/client/training";
import { listExecutions, metricsTimeseries, reportMetrics } from "@/lib/executions";
import { TimeseriesQuery } from "@/lib/executions/schemas";
import { listProviderHealth } from "@/lib/providers";
import { listModels, listTasks } from "@/lib/registry";
import { listTimeline } from "@/lib/timeline";
import { TimelineQuery } from "@/lib/timeline/schemas";
import { listTrainingRuns } from "@/lib/training";

export const metadata: Metadata = { title: "Overview" };

type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> };

export default async function OverviewPage({ searchParams }: Props) {
  const ctx = await pageContext();
  const range = parseTimeRange((await searchParams).range);
  const { items } = await listExecutions(ctx, { period: "all", limit: 1 });
  if (items.length === 0) {
    return (
      <>
        <PageHeader title="Overview" description="Nothing was recorded yet. This is how to begin." />
        <GettingStarted origin={ctx.runtime.publicUrl} />
      </>
    );
  }
  const parameters = await loadOverviewParameters(searchParams);
  const queries = overviewQueries(range, parameters);
  const filters = metricsFiltersOf(parameters);
  const bounds = { ...windowOf(range), ...filters };
  const queryClient = makeQueryClient();
  const [tasks, models] = await Promise.all([
    listTasks(ctx, { limit: 200 }),
    listModels(ctx, { limit: 200 }),
    queryClient.prefetchQuery({ ...queries.report, queryFn: () => reportMetrics(ctx, bounds) }),
    queryClient.prefetchQuery({
      ...queries.grouped,
      queryFn: () =>
        metricsTimeseries(
          ctx,
          TimeseriesQuery.parse({ ...windowOf(range), ...groupedFiltersOf(parameters), groupBy: parameters.by }),
        ),
    }),
    queryClient.prefetchQuery({
      ...queries.total,
      queryFn: () =>
        metricsTimeseries(
          ctx,
          TimeseriesQuery.parse({ ...bounds, groupBy: "none", compare: parameters.compare ?? undefined }),
        ),
    }),
    queryClient.prefetchQuery({
      ...queries.timeline,
      queryFn: async () => {
        const { items: data, nextCursor } = await listTimeline(
          ctx,
          TimelineQuery.parse({ ...bounds, limit: MAX_MARKS }),
        );
        return { data, nextCursor };
      },
    }),
    queryClient.prefetchQuery({ ...providerHealthQuery(), queryFn: () => listProviderHealth(ctx, {}) }),
    queryClient.prefetchQuery({
      ...budgetStatesQuery(),
      queryFn: async () => (await listBudgets(ctx, ListBudgetsQuery.parse({ limit: 200 }))).items,
    }),
    queryClient.prefetchInfiniteQuery({
      ...trainingRunsQuery(),
      queryFn: async () => {
        const { items: data, nextCursor } = await listTrainingRuns(ctx, { limit: 20 });
        return { data, nextCursor };
      },
    }),
  ]);
  return (
    <>
      <PageHeader title="Overview" description="What the models did, what it cost, and how fast it was." />
      <HydrationBoundary state={dehydrate(queryClient)}>
        <OverviewView
          tasks={tasks.items.map(({ slug }) => slug)}
          models={models.items.filter(({ status }) => status === "ready").map(({ slug }) => slug)}
          views={<ViewsButton page="overview" />}
        />
      </HydrationBoundary>
    </>
  );
}
