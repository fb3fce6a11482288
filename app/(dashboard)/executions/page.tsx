import { dehydrate, HydrationBoundary } from "@tanstack/react-query";
import type { Metadata } from "next";
import { ExecutionsView } from "@/components/executions/executions-view";
import { PageHeader } from "@/components/layout/page-header";
import { ViewsButton } from "@/components/views/views-button";
import { pageContext } from "@/lib/auth";
import { executionsQuery, windowOf } from "@/lib/client/executions";
import { makeQueryClient } from "@/lib/client/query-client";
import { parseTimeRange } from "@/lib/client/time-range";
import { listExecutions } from "@/lib/executions";
import { ListExecutionsQuery } from "@/lib/executions/schemas";
import { listModels, listTasks } from "@/lib/registry";

export const metadata: Metadata = { title: "Executions" };

type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> };

export default async function ExecutionsPage({ searchParams }: Props) {
  const ctx = await pageContext();
  const parameters = await searchParams;
  const range = parseTimeRange(parameters.range);
  const { task, model, status, source, user } = ListExecutionsQuery.catch(ListExecutionsQuery.parse({})).parse(
    parameters,
  );
  const filters = {
    task: task ?? null,
    model: model ?? null,
    status: status ?? null,
    source: source ?? null,
    user: user ?? null,
  };
  const queryClient = makeQueryClient();
  const [tasks, models] = await Promise.all([
    listTasks(ctx, { limit: 200 }),
    listModels(ctx, { limit: 200 }),
    queryClient.prefetchInfiniteQuery({
      ...executionsQuery(filters, range),
      queryFn: async () => {
        const { items, nextCursor } = await listExecutions(ctx, {
          task,
          model,
          status,
          source,
          user,
          ...windowOf(range),
          limit: 50,
        });
        return { data: items, nextCursor };
      },
    }),
  ]);

  return (
    <>
      <PageHeader
        title="Executions"
        description="Every call of a model: who answered, why, at what cost and latency."
      />
      <HydrationBoundary state={dehydrate(queryClient)}>
        <ExecutionsView
          tasks={tasks.items.map((one) => one.slug)}
          models={models.items.filter((one) => one.status === "ready").map((one) => one.slug)}
          views={<ViewsButton page="executions" />}
        />
      </HydrationBoundary>
    </>
  );
}
