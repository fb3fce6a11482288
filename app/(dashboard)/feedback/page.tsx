import { dehydrate, HydrationBoundary } from "@tanstack/react-query";
import type { Metadata } from "next";
import { FeedbackView } from "@/components/feedback/feedback-view";
import { PageHeader } from "@/components/layout/page-header";
import { pageContext } from "@/lib/auth";
import { windowOf } from "@/lib/client/executions";
import { feedbackQuery, feedbackStatsQuery } from "@/lib/client/feedback";
import { makeQueryClient } from "@/lib/client/query-client";
import { parseTimeRange } from "@/lib/client/time-range";
import { feedbackStatistics, listFeedback } from "@/lib/feedback";
import { FEEDBACK_GROUPS, FeedbackStatsQuery } from "@/lib/feedback/schemas";
import { listModels, listTasks } from "@/lib/registry";

export const metadata: Metadata = { title: "Feedback" };

type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> };

export default async function FeedbackPage({ searchParams }: Props) {
  const ctx = await pageContext();
  const parameters = await searchParams;
  const range = parseTimeRange(parameters.range);
  const { task, model, kind, source } = FeedbackStatsQuery.catch(FeedbackStatsQuery.parse({})).parse(parameters);
  const groupBy = FEEDBACK_GROUPS.find((one) => one === parameters.by) ?? "model";
  const filters = { task: task ?? null, model: model ?? null, kind: kind ?? null, source: source ?? null };
  const asked = { task, model, kind, source, ...windowOf(range) };
  const queryClient = makeQueryClient();
  const [tasks, models] = await Promise.all([
    listTasks(ctx, { limit: 200 }),
    listModels(ctx, { limit: 200 }),
    queryClient.prefetchQuery({
      ...feedbackStatsQuery({ ...filters, groupBy }, range),
      queryFn: () => feedbackStatistics(ctx, { ...asked, groupBy }),
    }),
    queryClient.prefetchInfiniteQuery({
      ...feedbackQuery(filters, range),
      queryFn: async () => {
        const { items, nextCursor } = await listFeedback(ctx, { ...asked, limit: 50 });
        return { data: items, nextCursor };
      },
    }),
  ]);
  return (
    <>
      <PageHeader
        title="Feedback"
        description="What people think of answers: it moves the quality that routing learns from, and becomes training data."
      />
      <HydrationBoundary state={dehydrate(queryClient)}>
        <FeedbackView
          tasks={tasks.items.map(({ slug }) => slug)}
          models={models.items.filter(({ status }) => status === "ready").map(({ slug }) => slug)}
        />
      </HydrationBoundary>
    </>
  );
}
