import { dehydrate, HydrationBoundary } from "@tanstack/react-query";
import type { Metadata } from "next";
import { CostBreakdownView } from "@/components/costs/cost-breakdown-view";
import { costFiltersOf, loadCostParameters } from "@/components/costs/cost-parameters";
import { PageHeader } from "@/components/layout/page-header";
import { ViewsButton } from "@/components/views/views-button";
import { keyNames, pageContext } from "@/lib/auth";
import { costsQuery } from "@/lib/client/costs";
import { windowOf } from "@/lib/client/executions";
import { makeQueryClient } from "@/lib/client/query-client";
import { parseTimeRange } from "@/lib/client/time-range";
import { reportCosts } from "@/lib/executions";
import { CostQuery } from "@/lib/executions/schemas";
import { listModels, listTasks } from "@/lib/registry";

export const metadata: Metadata = { title: "Costs" };

type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> };

export default async function CostsPage({ searchParams }: Props) {
  const ctx = await pageContext();
  const range = parseTimeRange((await searchParams).range);
  const parameters = await loadCostParameters(searchParams);
  const { by } = parameters;
  const filters = costFiltersOf(parameters);
  const queryClient = makeQueryClient();
  const [tasks, models] = await Promise.all([
    listTasks(ctx, { limit: 200 }),
    listModels(ctx, { limit: 200 }),
    queryClient.prefetchQuery({
      ...costsQuery(range, by, filters),
      queryFn: () =>
        reportCosts(ctx, CostQuery.parse({ ...windowOf(range), by, ...filters }), {
          nameKeys: (ids) => keyNames(ctx, ids),
        }),
    }),
  ]);
  return (
    <>
      <PageHeader title="Costs" description="What the calls cost, and where the money goes." />
      <HydrationBoundary state={dehydrate(queryClient)}>
        <CostBreakdownView
          tasks={tasks.items.map(({ slug }) => slug)}
          models={models.items.filter(({ status }) => status === "ready").map(({ slug }) => slug)}
          views={<ViewsButton page="costs" />}
        />
      </HydrationBoundary>
    </>
  );
}
