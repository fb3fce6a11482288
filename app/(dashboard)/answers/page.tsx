import { dehydrate, HydrationBoundary } from "@tanstack/react-query";
import type { Metadata } from "next";
import { AnswersView } from "@/components/answers/answers-view";
import { PageHeader } from "@/components/layout/page-header";
import { pageContext } from "@/lib/auth";
import { answersQuery } from "@/lib/client/answers";
import { windowOf } from "@/lib/client/executions";
import { timeseriesQuery } from "@/lib/client/metrics";
import { makeQueryClient } from "@/lib/client/query-client";
import { parseTimeRange } from "@/lib/client/time-range";
import { metricsTimeseries } from "@/lib/executions";
import { TimeseriesQuery } from "@/lib/executions/schemas";
import { answerMetrics } from "@/lib/feedback";
import { AnswerMetricsQuery } from "@/lib/feedback/schemas";
import { listModels, listTasks } from "@/lib/registry";

export const metadata: Metadata = { title: "Answers" };

type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> };

export default async function AnswersPage({ searchParams }: Props) {
  const ctx = await pageContext();
  const parameters = await searchParams;
  const range = parseTimeRange(parameters.range);
  const { task, model } = AnswerMetricsQuery.pick({ task: true, model: true }).catch({}).parse(parameters);
  const window = windowOf(range);
  const queryClient = makeQueryClient();
  const [tasks, models] = await Promise.all([
    listTasks(ctx, { limit: 200 }),
    listModels(ctx, { limit: 200 }),
    queryClient.prefetchQuery({
      ...answersQuery(range, { task: task ?? null, model: model ?? null }),
      queryFn: () => answerMetrics(ctx, { task, model, ...window }),
    }),
    queryClient.prefetchQuery({
      ...timeseriesQuery(range, "task", { task, model }),
      queryFn: () => metricsTimeseries(ctx, TimeseriesQuery.parse({ ...window, task, model, groupBy: "task" })),
    }),
  ]);
  return (
    <>
      <PageHeader
        title="Answers"
        description="How good the answers are in the eyes of people: accuracy of labels, use of suggestions, what they cost and how they spread."
      />
      <HydrationBoundary state={dehydrate(queryClient)}>
        <AnswersView
          tasks={tasks.items.map(({ slug }) => slug)}
          models={models.items.filter(({ status }) => status === "ready").map(({ slug }) => slug)}
        />
      </HydrationBoundary>
    </>
  );
}
